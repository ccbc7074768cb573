import { caseVariants } from '../text/fold-case';
import { BLANKS, complement, DIGITS, UnsharedSyntax, WORD, type CodeRange } from './regex-syntax';

const SHORTHANDS: Readonly<Record<string, readonly CodeRange[]>> = { d: DIGITS, w: WORD, s: BLANKS };
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7 };
/** A range wider than this without case would cost more to spell out than such a pattern is worth. */
const WIDEST_UNCASED_RANGE = 1_024;

/** \d, \w, \s and their opposites; without case these leave out what those take in. `undefined` for any other letter. */
export function shorthandRanges(letter: string | undefined, uncased: boolean): readonly CodeRange[] | undefined {
  const ranges = letter && SHORTHANDS[letter.toLowerCase()];
  if (!ranges) return undefined;
  const folded = uncased ? withoutCase(ranges) : ranges;
  return letter === letter.toLowerCase() ? folded : complement(folded);
}

/** The character an escape stands for, and where it ends. `at` is the character after the backslash. */
export function readEscape(pattern: string, at: number): { code: number; end: number } {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  const control = CONTROLS[character];
  if (control !== undefined) return { code: control, end: at + 1 };
  const hexadecimal = /^x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/.exec(pattern.slice(at, at + 10));
  if (hexadecimal) {
    const code = Number.parseInt(hexadecimal[1] ?? hexadecimal[2]!, 16);
    return { code, end: at + hexadecimal[0].length };
  }
  if (/[\da-zA-Z]/.test(character)) throw new UnsharedSyntax(`\\${character}`);
  return { code: character.codePointAt(0)!, end: at + character.length };
}

/** The ranges with every letter in both cases. RE2 also folds the long s and the Kelvin sign. */
export function withoutCase(ranges: readonly CodeRange[]): CodeRange[] {
  return ranges.flatMap(([low, high]) => {
    if (high - low > WIDEST_UNCASED_RANGE) throw new UnsharedSyntax('wide range without case');
    const codes = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    return merge(codes.flatMap(foldedCodes));
  });
}

function foldedCodes(code: number): number[] {
  const character = String.fromCodePoint(code);
  const codes = [code, ...caseVariants(character).map((variant) => variant.codePointAt(0)!)];
  if (/[kK\u212a]/.test(character)) return [...codes, 0x4b, 0x6b, 0x212a];
  if (/[sS\u017f]/.test(character)) return [...codes, 0x53, 0x73, 0x17f];
  return codes;
}

function merge(codes: readonly number[]): CodeRange[] {
  const sorted = [...new Set(codes)].sort((left, right) => left - right);
  const result: [number, number][] = [];
  for (const code of sorted) {
    const last = result.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else result.push([code, code]);
  }
  return result;
}
