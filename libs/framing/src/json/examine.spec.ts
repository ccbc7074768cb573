import { examine } from './examine';

const isEvent = (bytes: Buffer) => examine(bytes, 32).fault === undefined;

describe(examine.name, () => {
  it.each([
    '{}',
    ' {"a":1} ',
    '{"a":"\\u0000"}',
    '{"n":123456789012345678901234567890}',
    '{"__proto__":{"x":1}}',
    '{"a":1,"a":2}',
  ])('says yes to %s', (text) => expect(isEvent(Buffer.from(text))).toBe(true));

  it.each([
    '',
    ' ',
    '[]',
    '1',
    '"a"',
    'null',
    '{',
    '{"a":1}}',
    '{"a":1} x',
    "{'a':1}",
    '{"a":1,}',
    '{"a":"\0"}',
    '\0{}',
  ])('says no to %j', (text) => expect(isEvent(Buffer.from(text))).toBe(false));

  it('accepts every text inside strings and none elsewhere', () => {
    expect(isEvent(Buffer.from('{"a":"Zürich €"}'))).toBe(true);
    expect(isEvent(Buffer.from('{"a":\u00a01}'))).toBe(false);
  });

  it('refuses bytes that are not UTF-8', () => {
    const line = Buffer.from([...Buffer.from('{"a":"'), 0xff, 0xc0, ...Buffer.from('"}')]);
    expect(examine(line, 32).fault?.code).toBe('parse.encoding');
  });

  it('refuses nesting beyond the limit, however deep it goes', () => {
    const nested = (depth: number) => Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(examine(nested(31), 32).fault).toBeUndefined();
    for (const depth of [32, 200_000]) expect(examine(nested(depth), 32).fault?.code).toBe('parse.depth');
  });

  it.each([
    ['{"_id":"a1"}', 'a1'],
    ['{"_id":7,"event":{"id":"no"}}', '7'],
    ['{"event":{"id":"e-1"}}', 'e-1'],
    ['{"event.id":"e-2"}', 'e-2'],
    ['{"event":{"id":"größe"}}', 'größe'],
    ['{"event":{"id":4624}}', undefined],
    ['{"event.id":"4624"}', undefined],
    ['{"event":"text"}', undefined],
    ['{"event":null,"_id":""}', undefined],
    ['{"_id":{"$oid":"x"}}', undefined],
    ['{"a":1}', undefined],
  ])('finds the id of its own in %s: %s', (line, id) => {
    expect(examine(Buffer.from(line), 32).id).toBe(id);
  });
});
