import { RE2JS } from 're2js';

import { InvalidExpression } from '../errors';
import { emitRegex, RE2_WHOLE } from './emit-regex';
import { parseRegex } from './parse-regex';
import { UnsharedSyntax } from './regex-syntax';
import { hasAnchor } from './spread-anchors';

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};
const MAX_PATTERN_LENGTH = 4_096;
/** RE2's own measure of a pattern's cost; repeats of repeats reach it with few characters. */
const MAX_PROGRAM_SIZE = 20_000;

/**
 * Test whether the pattern is found in a text, in time that grows with the text's length only.
 * @throws {InvalidExpression} for what RE2 does not know (look-around, back-references), broken and outsized patterns.
 */
export function compileRegex(field: string, pattern: string, flags: string): (text: string) => boolean {
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new InvalidExpression(field, `the regular expression is longer than ${MAX_PATTERN_LENGTH} characters.`);
  const compiled = compile(field, pattern, flagBits(field, flags));
  if (compiled.programSize() > MAX_PROGRAM_SIZE)
    throw new InvalidExpression(field, 'the regular expression repeats too much; lower its {n,m}.');
  const whole = withoutAnchors(pattern, flags);
  return whole === undefined ? (text) => compiled.test(text) : (text) => whole.testExact(text);
}

/** RE2 has no automaton for anchors, and goes through all it could be at each character: thirty times as slow on long texts. */
function withoutAnchors(pattern: string, flags: string): RE2JS | undefined {
  try {
    const node = parseRegex(pattern, flags);
    if (!hasAnchor(node)) return undefined;
    const compiled = RE2JS.compile(emitRegex(node, RE2_WHOLE), RE2JS.DOTALL);
    return compiled.programSize() > MAX_PROGRAM_SIZE ? undefined : compiled;
  } catch (error) {
    if (error instanceof UnsharedSyntax) return undefined;
    throw error;
  }
}

function compile(field: string, pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidExpression(field, `the regular expression is not RE2 (${reason}).`);
  }
}

function flagBits(field: string, flags: string): number {
  let bits = 0;
  for (const flag of flags) {
    const bit = FLAGS[flag];
    if (bit === undefined)
      throw new InvalidExpression(field, `a regular expression has no flag ${flag}; use i, m or s.`);
    bits |= bit;
  }
  return bits;
}
