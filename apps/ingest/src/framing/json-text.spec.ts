import { memberOf } from './json-text';

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
