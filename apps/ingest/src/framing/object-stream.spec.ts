import { Refusal } from '../refusal';
import { ObjectStream } from './object-stream';

function itemsOf(chunks: readonly (string | Buffer)[], maxLineBytes = 1_024): string[] {
  const items: string[] = [];
  const stream = new ObjectStream(maxLineBytes, (item) => items.push(item.toString()));
  for (const chunk of chunks) stream.push(Buffer.from(chunk));
  stream.end();
  return items;
}

const GOOD = ['{"a":"}{\\"[,"}', '{"b":[{},{"c":1}]}', '{}', '{"é":"\\\\"}'];

describe(ObjectStream.name, () => {
  it.each(['', ' ', '\n', ',', '\r\n\t ', '][', '],\n['])('cuts objects that have %j between them', (between) => {
    expect(itemsOf([GOOD.join(between)])).toEqual(GOOD);
  });

  it('cuts them the same wherever the body is split', () => {
    const body = Buffer.from(`[${GOOD.join('')}]\n x {"d" : \n 1} {"e":"bad\n"}${GOOD.join(' ')}`);
    const whole = itemsOf([body]);
    expect(whole).toHaveLength(2 * GOOD.length + 4);
    for (let at = 0; at <= body.length; at += 1)
      expect(itemsOf([body.subarray(0, at), body.subarray(at)])).toEqual(whole);
    expect(itemsOf([...body].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('puts an object over many lines onto one', () => {
    expect(itemsOf(['{\n  "a": 1\r\n}'])).toEqual(['{   "a": 1  }']);
  });

  it.each([
    ['a string without its end', '{"a":"x\n{"b":1}', ['{"a":"x', '{"b":1}']],
    ['an object without its end', '{"a":{"x":1}\n{"b":1}', ['{"a":{"x":1} ', '{"b":1}']],
    ['an object without its end on the same line', '{"a":[1{"b":1}', ['{"a":[1', '{"b":1}']],
    ['text', 'hello {"b":1} world\n{"c":1}', ['hello ', '{"b":1}', 'world', '{"c":1}']],
    ['values that are no objects', '1 "x"\n[true]', ['1 "x"', 'true]']],
    ['a body that was cut off', '{"b":1}{"c":', ['{"b":1}', '{"c":']],
  ])('lets %s cost only itself', (_, body, items) => {
    expect(itemsOf([body])).toEqual(items);
  });

  it('finds nothing in blanks, commas and empty arrays', () => {
    expect(itemsOf([' \n[],[ ]'])).toEqual([]);
  });

  it('refuses an object that is too long, however it arrives', () => {
    const long = `{"a":"${'x'.repeat(200)}"}`;
    expect(() => itemsOf([long], 100)).toThrow(Refusal);
    expect(() => itemsOf(long.match(/.{1,7}/g) ?? [], 100)).toThrow(/maxLineBytes/);
  });
});
