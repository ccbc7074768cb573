import { JsonFramer } from './json-framer';

interface Found {
  readonly good: string[];
  readonly bad: string[];
}

function framed(body: string | Buffer, chunkSize = 64 * 1024, maxLineBytes = 1_000): Found {
  const found: Found = { good: [], bad: [] };
  const add = (line: Buffer, fault?: object) => (fault ? found.bad : found.good).push(line.toString('latin1'));
  const framer = new JsonFramer({ maxLineBytes, maxDepth: 32 }, { add });
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += chunkSize) framer.push(bytes.subarray(at, at + chunkSize));
  framer.end();
  return found;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 4);
const squeezed = (lines: string[]) => lines.map((line) => JSON.stringify(JSON.parse(line)));

describe(JsonFramer.name, () => {
  it.each([
    ['one object', '{"a":1}', ['{"a":1}']],
    ['NDJSON', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['NDJSON with CRLF and blank lines', '\r\n{"a":1}\r\n\r\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['an array', '[{"a":1},{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['an array with blanks', ' \n[ {"a":1} ,\r\n {"b":2}\n]\n', ['{"a":1}', '{"b":2}']],
    ['an empty array', '[ ]', []],
    ['arrays one after the other', '[{"a":1}]\n[{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['lines after an array', '[{"a":1}]\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['a byte order mark before an object', '\ufeff{"a":1}', ['{"a":1}']],
    ['a byte order mark before an array', '\ufeff[{"a":1}]', ['{"a":1}']],
    ['brackets and quotes inside strings', '[{"a":"]},{\\"["},{"b":"\\\\"}]', ['{"a":"]},{\\"["}', '{"b":"\\\\"}']],
    ['numbers beyond 2^53', '[{"n":12345678901234567890}]', ['{"n":12345678901234567890}']],
    ['a member named __proto__', '[{"__proto__":{"x":1}}]', ['{"__proto__":{"x":1}}']],
  ])('finds the events of %s, however the body is cut into chunks', (_, body, expected) => {
    for (const chunkSize of [1, 2, 3, 7, 1_000]) expect(framed(body, chunkSize)).toEqual({ good: expected, bad: [] });
  });

  it.each([
    ['a line that is not JSON', '{"a":1}\nplain text\n{"b":2}', ['{"a":1}', '{"b":2}'], ['plain text']],
    ['a line that is an array', '{"a":1}\n[{"x":1}]\n{"b":2}', ['{"a":1}', '{"b":2}'], ['[{"x":1}]']],
    ['garbage after an object', '{"a":1} xyz\n{"b":2}', ['{"b":2}'], ['{"a":1} xyz']],
    ['garbage after an array', '[{"a":1}] xyz', ['{"a":1}'], ['xyz']],
    [
      'elements that are no objects',
      '[1,{"a":1},"x,]",null,[{"b":2}],}]',
      ['{"a":1}'],
      ['1', '"x,]"', 'null', '[{"b":2}]', '}'],
    ],
    ['an array that stops inside an element', '[{"a":1},{"b":', ['{"a":1}'], ['{"b":']],
    ['a line with a NUL byte', '{"a":1}\n{"x":"\0"}\n{"b":2}', ['{"a":1}', '{"b":2}'], ['{"x":"\0"}']],
    ['a line cut short inside a string', '{"a":"x\n{"b":2}\n{"c":3}', ['{"b":2}', '{"c":3}'], ['{"a":"x']],
    ['half an object alone, to the byte', '{"a":', [], ['{"a":']],
    ['a line cut short outside a string', '{"a":1,\n{"b":2}\n{"c":3}', ['{"b":2}', '{"c":3}'], ['{"a":1,']],
    ['a byte order mark alone', '\ufeff', [], []],
    ['half a byte order mark', Buffer.from([0xef, 0xbb]), [], ['\u00ef\u00bb']],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), [], [Buffer.from('{"a":1}', 'utf16le').toString('latin1')]],
  ])('loses only what is bad to %s', (_, body, good, bad) => {
    for (const chunkSize of [1, 3, 1_000]) expect(framed(body, chunkSize)).toEqual({ good, bad });
  });

  it('hands on invalid UTF-8 as the bytes it is, and as no event', () => {
    const body = Buffer.from([...Buffer.from('{"user":"J'), 0xfc, ...Buffer.from('rgen"}\n')]);
    expect(framed(body).bad).toEqual(['{"user":"J\u00fcrgen"}']);
  });

  it('puts an object that is printed over many lines onto one', () => {
    const event = { summary: 'x', details: { n: [1, { deep: '}' }] }, tags: [] };
    for (const chunkSize of [1, 5, 1_000]) {
      const { good, bad } = framed(`${pretty(event)}\r\n`, chunkSize);
      expect(bad).toEqual([]);
      expect(squeezed(good)).toEqual([JSON.stringify(event)]);
      expect(good.join()).not.toMatch(/[\r\n]/);
    }
  });

  it('keeps the digits of a number in an object that is printed over many lines', () => {
    expect(framed('{\n  "n": 12345678901234567890\n}').good).toEqual(['{   "n": 12345678901234567890 }']);
  });

  it('takes several such objects, and arrays of them', () => {
    const events = [{ a: { b: 1 } }, { c: [2] }];
    expect(squeezed(framed(events.map(pretty).join('\n')).good)).toEqual(events.map((event) => JSON.stringify(event)));
    expect(squeezed(framed(pretty(events)).good)).toEqual(events.map((event) => JSON.stringify(event)));
  });

  it('parks an object over many lines that is broken as one event', () => {
    expect(framed('{\n  "a": 1,\n  "b": oops\n}\n{"c":3}')).toEqual({
      good: ['{"c":3}'],
      bad: ['{   "a": 1,   "b": oops }'],
    });
  });

  it('refuses an event above the limit, whatever shape it has', () => {
    const long = 'x'.repeat(100);
    for (const body of [
      `{"a":"${long}"}`,
      `[{"a":"${long}"}]`,
      `{\n"a":"${long}"\n}`,
      `{\n"a":\n"${long}",\n"b":1\n}`,
    ]) {
      for (const chunkSize of [1, 1_000]) {
        expect(() => framed(body, chunkSize, 50)).toThrow('ingest.maxLineBytes (50 bytes)');
      }
    }
  });

  it('says that a body of blanks is blank, and that an empty array is not', () => {
    const framer = new JsonFramer({ maxLineBytes: 1_000, maxDepth: 32 }, { add: () => undefined });
    framer.push(Buffer.from(' \r\n'));
    expect(framer.isBlank).toBe(true);
    framer.push(Buffer.from('[]'));
    expect(framer.isBlank).toBe(false);
  });
});
