import { elementsOf, MalformedJson, memberOf, membersOf } from './json-text';

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

describe(membersOf.name, () => {
  const members = (text: string) => [...membersOf(Buffer.from(text))].map(([name, value]) => [name, value.toString()]);

  it('gives every member as it stands, also one that is told twice', () => {
    expect(members(' {"a" : [1, 2] , "\\u0062":"}" ,"a":null}\n')).toEqual([
      ['a', '[1, 2]'],
      ['b', '"}"'],
      ['a', 'null'],
    ]);
    expect(members('{}')).toEqual([]);
  });

  it.each(['', '[]', '{', '{"a"}', '{"a":}', '{"a":1', '{"a":1 "b":2}', '{a:1}', '{"a":{"b":1}', '{} x', '{"\\x":1}'])(
    'finds %j broken',
    (text) => {
      expect(() => members(text)).toThrow(MalformedJson);
    },
  );
});

describe(elementsOf.name, () => {
  const elements = (text: string) => [...elementsOf(Buffer.from(text))].map(String);

  it('gives every element as it stands', () => {
    expect(elements(' [ {"a":"]"}, [2,3] ,"x",4 ,null] ')).toEqual(['{"a":"]"}', '[2,3]', '"x"', '4', 'null']);
    expect(elements('[]')).toEqual([]);
  });

  it.each(['', '{}', '[', '[1', '[1 2]', '[,1]', '["a', '[] 1'])('finds %j broken', (text) => {
    expect(() => elements(text)).toThrow(MalformedJson);
  });
});
