import { isJsonObject, memberOf } from './json-text';

describe(isJsonObject.name, () => {
  it.each([
    '{}',
    ' {"a":1} ',
    '{"a":"\\u0000"}',
    '{"n":123456789012345678901234567890}',
    '{"__proto__":{"x":1}}',
    '{"a":1,"a":2}',
  ])('says yes to %s', (text) => expect(isJsonObject(Buffer.from(text))).toBe(true));

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
  ])('says no to %j', (text) => expect(isJsonObject(Buffer.from(text))).toBe(false));

  it('accepts text in any encoding inside strings and nowhere else', () => {
    expect(isJsonObject(Buffer.from('{"a":"Zürich €"}'))).toBe(true);
    expect(isJsonObject(Buffer.from([...Buffer.from('{"a":"'), 0xff, 0xc0, ...Buffer.from('"}')]))).toBe(true);
    expect(isJsonObject(Buffer.from('{"a":\u00a01}'))).toBe(false);
  });

  it('survives nesting as deep as a line is long', () => {
    const depth = 200_000;
    expect(isJsonObject(Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`))).toBe(true);
  });
});

describe(memberOf.name, () => {
  const member = (text: string, name = 'doc') => memberOf(Buffer.from(text), name)?.toString();

  it('gives the bytes of a value as they stand', () => {
    expect(member('{"doc": {"big":12345678901234567890, "s":"}\\"{"} , "doc_as_upsert":true}')).toBe(
      '{"big":12345678901234567890, "s":"}\\"{"}',
    );
    expect(member('{"doc_as_upsert":true,"doc":[1,2]}')).toBe('[1,2]');
    expect(member('{"a":1,"doc":-1.5e3}')).toBe('-1.5e3');
  });

  it('knows a key however it is written, and takes the last of several', () => {
    expect(member('{"d\\u006fc":1}')).toBe('1');
    expect(member('{"doc":1,"doc":2}')).toBe('2');
  });

  it('finds nothing in an object without that key', () => {
    expect(member('{}')).toBeUndefined();
    expect(member('{"a":{"doc":1}}')).toBeUndefined();
  });
});
