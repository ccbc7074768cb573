import { RE2JS } from 're2js';

import { fixedTexts } from './fixed-text';

const PIECES = [
  'a',
  'b',
  'B',
  '.',
  '-',
  'ab',
  '(',
  ')',
  '|',
  '*',
  '?',
  '+',
  '{2}',
  '{0,1}',
  '{',
  '}',
  '[ab]',
  '[^a]',
  '[]a]',
  '\\.',
  '\\d',
  '\\b',
  '\\x61',
  '\\Qa',
  '\\E',
  '(?:',
  '(?i)',
  '(?P<n>',
  '^',
  '$',
  '1',
  '[[:alpha:]]',
  '\\p{L}',
  ',',
  'é',
];
const CHARACTERS = ['a', 'b', 'A', '1', '.', '-', '2', '{', '}', ',', 'é', '61', 'q'];

/** The same row of numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}

describe(fixedTexts.name, () => {
  it('never keeps a pattern from a value it is found in', () => {
    const next = numbers(26);
    const row = (from: readonly string[], length: number) =>
      Array.from({ length }, () => from[next(from.length)]).join('');
    let found = 0;
    for (let n = 0; n < 30_000; n += 1) {
      const pattern = row(PIECES, 1 + next(6));
      const regex = compiled(pattern);
      if (regex === undefined) continue;
      const fixed = fixedTexts(pattern);
      for (let m = 0; m < 4; m += 1) {
        const value = row(CHARACTERS, next(9)).toLowerCase();
        if (!regex.test(value)) continue;
        found += 1;
        const missing = fixed.filter((text) => !value.includes(text));
        expect([pattern, value, missing]).toEqual([pattern, value, []]);
      }
    }
    expect(found).toBeGreaterThan(5_000);
  });
});
