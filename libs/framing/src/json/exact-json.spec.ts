import { readExactly } from './exact-json';

const read = (text: string) => readExactly(Buffer.from(text));

describe(readExactly.name, () => {
  it('keeps the digits of a number that a double does not hold', () => {
    expect(read('{"a":9007199254740993,"b":[-12345678901234567890],"c":1e400,"d":7,"e":"x"}')).toEqual({
      value: { a: '9007199254740993', b: ['-12345678901234567890'], c: '1e400', d: 7, e: 'x' },
    });
  });

  it('reads everything else as JSON.parse does', () => {
    const text = '{"t":"1700000000000000000","f":0.1,"n":null,"b":[true,{}],"max":9007199254740991}';
    expect(read(text)).toEqual({ value: JSON.parse(text) as unknown });
  });

  it.each([
    ['no JSON', Buffer.from('{"a":'), 'parse.json'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'parse.encoding'],
    ['JSON too deep to be read', Buffer.from(`${'['.repeat(200_000)}1234567890123456789`), 'parse.json'],
  ])('says so of %s', (_, bytes, code) => {
    expect(readExactly(bytes)).toEqual({ fault: { code, reason: expect.any(String) as string } });
  });
});
