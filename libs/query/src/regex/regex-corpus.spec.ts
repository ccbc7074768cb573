import { corpus } from '@tocsin/testing';
import { readFileSync } from 'node:fs';

import { compileRegex } from './compile-regex';

interface Pattern {
  readonly rule: string;
  readonly flags: string;
  readonly re: string;
}

const SMALL = 16_384;
const LARGE = 4 * SMALL;
/** Of times below it the clock and the machine say more than the pattern does. */
const FLOOR_MS = 8;
const LOOKS = 6;
const file = corpus('regex/sigma-regexes.json');

(file ? describe : describe.skip)('the regular expressions of SigmaHQ', () => {
  it('take time that grows with the length of a text only, also of one made to nearly match', () => {
    const patterns = JSON.parse(readFileSync(file!, 'utf8')) as Pattern[];
    expect(patterns.length).toBeGreaterThan(100);
    const slow = patterns.flatMap(({ rule, flags, re }) => {
      const test = compileRegex('message', re, flags);
      const texts = hostileFragments(re).filter((fragment) => isSlow(test, fragment));
      return texts.map((fragment) => ({ rule, re, fragment }));
    });
    expect(slow).toEqual([]);
  }, 60_000);
});

/** What stands in the pattern, one after the other, all together and mixed with what does not. */
function hostileFragments(re: string): string[] {
  const literals = re.match(/[\w\s.$%'"-]+/g) ?? ['x'];
  const longest = literals.reduce((left, right) => (right.length > left.length ? right : left));
  return ['a', '0', longest, literals.join(''), `${literals.join(' ')}\\"`, re];
}

/** A machine that is busy makes one look slow, a pattern makes all of them. */
function isSlow(test: (text: string) => boolean, fragment: string): boolean {
  const [small, large] = [filled(fragment, SMALL), filled(fragment, LARGE)];
  return Array.from({ length: LOOKS }).every(() => {
    const time = fastest(test, large);
    return time > FLOOR_MS && time / fastest(test, small) > 8;
  });
}

function filled(fragment: string, length: number): string {
  return fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);
}

function fastest(test: (text: string) => boolean, text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const started = process.hrtime.bigint();
    test(text);
    return Number(process.hrtime.bigint() - started) / 1e6;
  });
  return Math.min(...times);
}
