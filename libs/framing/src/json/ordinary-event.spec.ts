import { Random } from '@tocsin/testing';

import { isOrdinaryEvent } from './ordinary-event';

const CASES = 100_000;
const SEED = 20_261_125;
const PIECES = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\t', '\n', '\r', '\0', '\u001f', '\u007f', 'é', '€', '/'],
  ...['"a"', '"\\n"', '"\\u0041"', '"\\x"', '"a\\"b"', '"\\\\"', '"\t"', '"', '{}', '[]', '{"a":1}', '[1,2]', '"b":2'],
  ...['0', '-0', '01', '1.5', '-', '1.', '.5', '1e5', '1E+5', '1e', '1e-', '12345678901234567890', '+1'],
  ...['true', 'false', 'null', 'tru', 'True', 'nullx', 'NaN', 'undefined'],
];

const isOrdinary = (text: string | Buffer, maxDepth = 32) => isOrdinaryEvent(Buffer.from(text), maxDepth);

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** JSON that is right, or that was right before some of its pieces were exchanged. */
function sample(random: Random, depth = 0): string {
  const broken = random.next() < 0.04 ? random.pick(PIECES) : '';
  const kind = depth > 3 ? 2 : random.below(3);
  const items = (make: () => string) =>
    Array.from({ length: random.below(4) }, make).join(random.next() < 0.9 ? ',' : ' , ');
  if (kind === 0 || depth === 0)
    return `{${items(() => `"k${random.below(9)}":${sample(random, depth + 1)}`)}${broken}}`;
  if (kind === 1) return `[${items(() => sample(random, depth + 1))}${broken}]`;
  return random.pick([
    '1',
    '-2.50',
    '3e-7',
    '0',
    '"text"',
    '"\\t\\"\\/"',
    '"ü€"',
    'true',
    'null',
    'false',
    random.pick(PIECES),
  ]);
}

describe(isOrdinaryEvent.name, () => {
  it.each([
    '{}',
    ' {"a": 1, "b" : [true, false ,null, -1.5e+7, "x\\"y\\\\"], "c":{"d":{}}} ',
    '{"a":"ü€","__proto__":{"x":1},"a":2}',
    '{"n":123456789012345678901234567890}',
    '{"error":1,"_type":2}',
  ])('recognises %s', (text) => expect(isOrdinary(text)).toBe(true));

  it.each(['{"_id":1}', '{"event":{"id":"x"}}', '{"event.id":"x"}', '{"\\u0065vent":1}', '{"a":"\\u0041"}'])(
    'leaves %s to the parser',
    (text) => expect(isOrdinary(text)).toBe(false),
  );

  it.each(['{"a":t', '{"a":fals', '{"a":nul', '{"a":null'])('does not read past the end of %s', (text) =>
    expect(isOrdinary(text)).toBe(false),
  );

  it('counts levels as the parser does', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(isOrdinary(nested(31))).toBe(true);
    expect(isOrdinary(nested(32))).toBe(false);
    expect(isOrdinary(`{"a":${'['.repeat(200_000)}`)).toBe(false);
  });

  it('never recognises what JSON.parse does not take for an object', () => {
    const random = new Random(SEED);
    let good = 0;
    let recognised = 0;
    for (let count = 0; count < CASES; count += 1) {
      const text = sample(random);
      const isGood = isObject(text);
      const isRecognised = isOrdinary(text);
      if (isRecognised && !isGood) throw new Error(`recognised by mistake: ${JSON.stringify(text)}`);
      good += Number(isGood);
      recognised += Number(isRecognised);
    }
    // Cases that are all bad, or never recognised, would prove nothing.
    expect(good).toBeGreaterThan(CASES / 4);
    expect(good).toBeLessThan((CASES * 9) / 10);
    expect(recognised).toBeGreaterThan(good * 0.9);
  });
});
