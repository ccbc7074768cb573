import { assertSendable, decodeFact, encodeFact, MAX_BODY_BYTES, MAX_FACT_BYTES, MAX_HEADERS_BYTES } from './limits';

const message = (patch: object) => ({ id: 'm', headers: {}, body: Buffer.from('x'), ...patch });

describe(assertSendable.name, () => {
  it('lets pass what every engine can carry', () => {
    const largest = message({
      id: 'é'.repeat(127),
      headers: { source: 'sshd', 'tocsin-parked-reason': 'ünlesbar' },
      body: Buffer.alloc(MAX_BODY_BYTES),
    });
    expect(() => assertSendable(largest)).not.toThrow();
  });

  it.each([
    ['an empty id', { id: '' }],
    ['an id of more than 255 bytes', { id: 'é'.repeat(128) }],
    ['an id with a line break', { id: 'a\nb' }],
    ['a body above the limit', { body: Buffer.alloc(MAX_BODY_BYTES + 1) }],
    ['a header in the name space of the broker', { headers: { 'x-delivery-count': '9' } }],
    ['a header name in capitals', { headers: { Source: 'a' } }],
    ['a header with NUL', { headers: { source: 'a\0b' } }],
    ['too many bytes of headers', { headers: { source: 'a'.repeat(MAX_HEADERS_BYTES) } }],
  ])('refuses %s', (_what, patch) => {
    expect(() => assertSendable(message(patch))).toThrow(RangeError);
  });
});

describe('a fact on the wire', () => {
  it('comes back as it was sent', () => {
    expect(decodeFact(encodeFact('rule.changed', { id: 7 }))).toEqual({ topic: 'rule.changed', fact: { id: 7 } });
  });

  it('is refused above the limit, which counts bytes', () => {
    expect(() => encodeFact('t', 'é'.repeat(MAX_FACT_BYTES / 2))).toThrow(RangeError);
  });

  it.each(['not json', 'null', '[]', '{"topic":1}'])('is none when it reads %s', (text) => {
    expect(decodeFact(text)).toBeUndefined();
  });
});
