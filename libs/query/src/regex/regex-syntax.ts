/** An inclusive range of code points. */
export type CodeRange = readonly [number, number];

/** The part of RE2 that automaton engines share: no look-around, no word boundaries, no back-references. */
export type RegexNode =
  | { readonly kind: 'class'; readonly ranges: readonly CodeRange[]; readonly negated: boolean }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number | undefined }
  | { readonly kind: 'start' | 'end' };

/** The pattern is RE2, but uses something this part of it leaves out. */
export class UnsharedSyntax extends Error {}

export const DIGITS: readonly CodeRange[] = [[0x30, 0x39]];
export const WORD: readonly CodeRange[] = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
export const BLANKS: readonly CodeRange[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
export const LAST_CODE_POINT = 0x10ffff;

/** Everything that is not in the ranges. */
export function complement(ranges: readonly CodeRange[]): CodeRange[] {
  const result: CodeRange[] = [];
  let next = 0;
  for (const [low, high] of [...ranges].sort((left, right) => left[0] - right[0])) {
    if (low > next) result.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= LAST_CODE_POINT) result.push([next, LAST_CODE_POINT]);
  return result;
}
