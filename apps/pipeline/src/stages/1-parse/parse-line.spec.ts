import { parseLine } from './parse-line';

const parse = (text: string | Buffer) => parseLine(Buffer.from(text), 32);

describe(parseLine.name, () => {
  it('reads an object', () => {
    expect(parse('{"a":[1,{"b":"ü"}]}')).toEqual({ record: { a: [1, { b: 'ü' }] }, notes: [] });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'parse.encoding', /UTF-8/],
    ['an empty line', '', 'parse.json', /not JSON/],
    ['a line cut short', '{"a":', 'parse.json', /not JSON/],
    ['a line of text', 'Dec 10 06:55:46 sshd: hello', 'parse.json', /not JSON/],
    ['a text', '"a"', 'parse.shape', /a string/],
    ['an array', '[1]', 'parse.shape', /an array/],
    ['null', 'null', 'parse.shape', /null/],
    ['a bottomless event', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'parse.depth', /32 levels/],
    ['a hundred thousand brackets', '['.repeat(100_000), 'parse.json', /not JSON/],
  ])('refuses %s with code and reason', (_, line, code, reason) => {
    expect(parse(line)).toEqual({ code, reason: expect.stringMatching(reason) as string });
  });

  it('does not quote the data in the reason', () => {
    expect(JSON.stringify(parse('{"password":"hunter2" oops}'))).not.toMatch(/hunter2|oops/);
  });

  it('keeps a number as text that a double would change, with a note', () => {
    const parsed = parse('{"keywords":-9214364837600034816,"exact":9007199254740991,"far":1e400,"pi":3.14159}');
    expect(parsed).toMatchObject({
      record: { keywords: '-9214364837600034816', exact: 9007199254740991, far: '1e400', pi: 3.14159 },
      notes: [expect.stringContaining('keywords: the number -9214364837600034816'), expect.stringContaining('far')],
    });
  });

  it.each([
    [
      'whatever stands around it',
      '{"a" : 12345678901234567890 , "b":-1e400 }',
      { a: '12345678901234567890', b: '-1e400' },
    ],
    [
      'when its name stands in a text too',
      '{"a":12345678901234567890,"b":"a","c":"\\"a\\":1"}',
      { a: '12345678901234567890' },
    ],
    ['when its name stands twice', '{"a":1,"a":12345678901234567890}', { a: '12345678901234567890' }],
    ['when its name is written by escapes', '{"\\u0061":12345678901234567890}', { a: '12345678901234567890' }],
    [
      'when it is nested',
      '{"b":{"a":12345678901234567890},"c":[98765432109876543210]}',
      { b: { a: '12345678901234567890' }, c: ['98765432109876543210'] },
    ],
    ['when it is not one', '{"a":"12345678901234567890","b":1}', { a: '12345678901234567890', b: 1 }],
  ])('keeps a long number %s', (_, text, record) => {
    expect(parse(text)).toMatchObject({ record });
  });

  it('takes `__proto__` for a key like any other', () => {
    const parsed = parse('{"__proto__":{"admin":true},"a":12345678901234567890}') as { record: object };
    expect(Object.getPrototypeOf(parsed.record)).toBe(Object.prototype);
    expect(Object.keys(parsed.record)).toEqual(['__proto__', 'a']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('replaces characters no store can keep, in values and keys, and leaves good pairs alone', () => {
    expect(parse(String.raw`{"a\u0000":"x\u0000y","b":["\ud800"],"c":"\ud83d\ude00"}`)).toEqual({
      record: { 'a\u2400': 'x\u2400y', b: ['\ufffd'], c: '😀' },
      notes: [expect.stringContaining('were replaced')],
    });
  });
});
