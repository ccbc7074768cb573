import { foldCase } from '../text/fold-case';
import { literalOf, type PatternToken, type TextPattern } from '../text/text-pattern';

export type TextTest = (text: string) => boolean;

/** Test of a whole value against any of the patterns. Time grows with value length × pattern length at most. */
export function textTest(patterns: readonly TextPattern[], cased: boolean): TextTest {
  const folded = cased ? patterns : patterns.map(foldPattern);
  const literals = folded.map(literalOf).filter((literal) => literal !== undefined);
  const test = either(literals, folded.filter((pattern) => literalOf(pattern) === undefined).map(patternTest));
  return cased ? test : (text) => test(foldCase(text));
}

function either(literals: readonly string[], tests: readonly TextTest[]): TextTest {
  if (literals.length === 0) return tests.length === 1 ? tests[0]! : (text) => tests.some((test) => test(text));
  const known = new Set(literals);
  if (tests.length === 0) return (text) => known.has(text);
  return (text) => known.has(text) || tests.some((test) => test(text));
}

function foldPattern(pattern: TextPattern): TextPattern {
  return pattern.map((token) => (token.kind === 'text' ? { kind: 'text', text: foldCase(token.text) } : token));
}

function patternTest(pattern: TextPattern): TextTest {
  const shape = pattern.map((token) => token.kind).join(' ');
  const characters = pattern.map((token) => (token.kind === 'text' ? token.text : '')).join('');
  if (shape === 'any') return () => true;
  if (shape === 'any text any') return (text) => text.includes(characters);
  if (shape === 'text any') return (text) => text.startsWith(characters);
  if (shape === 'any text') return (text) => text.endsWith(characters);
  return segmentsTest(pattern);
}

type Segment = readonly PatternToken[];

/** The runs between the `any`s, each found as far left as it can be; what that leaves is the most the next may have. */
function segmentsTest(pattern: TextPattern): TextTest {
  const segments = splitAtAny(pattern);
  const first = segments[0]!;
  const last = segments.at(-1)!;
  const middle = segments.slice(1, -1);
  if (segments.length === 1) return (text) => endOf(first, text, 0) === text.length;
  return (text) => {
    let at = endOf(first, text, 0);
    for (const segment of middle) at = at < 0 ? -1 : find(segment, text, at);
    return at >= 0 && endsWith(last, text, at);
  };
}

function splitAtAny(pattern: TextPattern): Segment[] {
  const segments: PatternToken[][] = [[]];
  for (const token of pattern) {
    if (token.kind === 'any') segments.push([]);
    else segments.at(-1)!.push(token);
  }
  return segments;
}

/** Where the segment ends when it begins at `at`; -1 when it does not fit there. */
function endOf(segment: Segment, text: string, at: number): number {
  let end = at;
  for (const token of segment) {
    if (token.kind === 'text') {
      if (!text.startsWith(token.text, end)) return -1;
      end += token.text.length;
    } else {
      if (end >= text.length) return -1;
      end += text.codePointAt(end)! > 0xffff ? 2 : 1;
    }
  }
  return end;
}

function find(segment: Segment, text: string, from: number): number {
  const lead = segment[0]?.kind === 'text' ? segment[0].text : '';
  for (let at = text.indexOf(lead, from); at >= 0; at = text.indexOf(lead, at + 1)) {
    const end = endOf(segment, text, at);
    if (end >= 0) return end;
    if (at === text.length) return -1;
  }
  return -1;
}

/** A segment is of one length, but for characters of two code units. */
function endsWith(segment: Segment, text: string, from: number): boolean {
  const most = segment.reduce((length, token) => length + (token.kind === 'text' ? token.text.length : 2), 0);
  const first = Math.max(from, text.length - most);
  for (let at = first; at <= text.length; at++) if (endOf(segment, text, at) === text.length) return true;
  return false;
}
