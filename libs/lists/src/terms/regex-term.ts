import { RE2JS, RE2JSSyntaxException } from 're2js';

import { fixedTexts } from './fixed-text';
import { InvalidTerm } from './term';

const MAX_PATTERN_LENGTH = 1_024;
/** RE2's own measure of a pattern's cost; repeats of repeats reach it with few characters. */
const MAX_PROGRAM_SIZE = 5_000;
/** Fewer fixed characters would not keep a pattern from being tried on nearly every value. */
export const FIXED_CHARACTERS = 3;

/** A pattern, and the texts without any of which it need not be tried; each has the fixed characters, there is at least one. */
export interface RegexTerm {
  readonly fixed: readonly string[];
  /** Takes time that grows with the length of the value only. */
  readonly isIn: (value: string) => boolean;
}

/**
 * Reads a regular expression. It is found anywhere in a value, whatever its case.
 * @throws {InvalidTerm} saying why and, where that can be said, at which character.
 */
export function compileRegexTerm(pattern: string): RegexTerm {
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new InvalidTerm(`the regular expression is longer than ${MAX_PATTERN_LENGTH} characters`);
  const compiled = compile(pattern);
  if (compiled.programSize() > MAX_PROGRAM_SIZE)
    throw new InvalidTerm('the regular expression repeats too much; lower its {n,m}');
  const fixed = fixedTexts(pattern).filter((text) => text.length >= FIXED_CHARACTERS);
  if (fixed.length === 0)
    throw new InvalidTerm(
      `the regular expression needs ${FIXED_CHARACTERS} fixed characters in a row outside of groups and alternatives, or it would be tried on every value`,
    );
  return { fixed, isIn: (value) => compiled.test(value) };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const at = pattern.lastIndexOf(error.getPattern() ?? '');
    // What is missing at the end is told of the whole pattern, which the engine has put its flags before.
    const position = at === -1 ? pattern.length : at;
    throw new InvalidTerm(
      `the regular expression cannot be read at character ${position}: ${error.getDescription()}; it must be RE2, which knows no look-around and no back-references`,
      position,
    );
  }
}
