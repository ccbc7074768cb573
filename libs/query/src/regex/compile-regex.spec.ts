import { Random } from '@tocsin/testing';
import { RE2JS } from 're2js';

import { InvalidExpression } from '../errors';
import { compileRegex } from './compile-regex';

const FLAGS = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL } as const;
const ATOMS = 'a b ^ $ . [ab] [^a] \\n \\A \\z \\s (^|a) (b|$) (?i)B ü \\\\'.split(' ');
const TEXTS = [
  '',
  'a',
  'b',
  'ab',
  'ba',
  '\n',
  'a\n',
  '\na',
  'a\nb',
  'B',
  'ü',
  '\\',
  'abab',
  '\ud800',
  'a😀b',
  'bbb',
  ' a',
];
const PATTERNS = 2_000;
const random = new Random(20_261_127);

function randomPattern(depth: number): string {
  return Array.from({ length: 1 + random.below(4) }, () => {
    const kind = depth === 0 ? 0 : random.below(10);
    if (kind < 6) return random.pick(ATOMS);
    if (kind < 8) return `(${randomPattern(depth - 1)}|${randomPattern(depth - 1)})`;
    return `(${randomPattern(depth - 1)})${random.pick(['*', '+', '?', '{0,2}'])}`;
  }).join('');
}

describe(compileRegex.name, () => {
  it('finds what RE2 finds, wherever the anchors stand', () => {
    const wrong: unknown[] = [];
    for (let count = 0; count < PATTERNS; count += 1) {
      const pattern = randomPattern(2);
      const flag = random.pick(['i', 'm', 's'] as const);
      const [test, plain] = [compileRegex('message', pattern, flag), RE2JS.compile(pattern, FLAGS[flag])];
      for (const text of TEXTS) if (test(text) !== plain.matcher(text).find()) wrong.push({ pattern, flag, text });
    }
    expect(wrong).toEqual([]);
  });

  it('is as fast with anchors as without, on texts that nearly match at every character', () => {
    const text = './'.repeat(32_768);
    const [plain, anchored] = ['\\/\\.[^.\\/]', '(^|\\/)\\.[^.\\/]'].map((pattern) => {
      const test = compileRegex('message', pattern, '');
      return bestOf(5, () => test(text));
    });
    expect(anchored! / plain!).toBeLessThan(12);
  });

  it.each([
    ['look-around', '(?=a)'],
    ['back-references', '(a)\\1'],
    ['open brackets', '[a'],
    ['patterns too long', 'a'.repeat(5_000)],
    ['repeats of repeats', '((a{100}){100}){100}'],
  ])('refuses %s', (_, pattern) => {
    expect(() => compileRegex('message', pattern, '')).toThrow(InvalidExpression);
  });
});

function bestOf(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const started = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - started);
  });
  return Math.min(...times);
}
