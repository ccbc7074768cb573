import { QuerySyntaxError } from './query-syntax-error';
import type { RangeToken, Token } from './token';

/** Other brackets are characters like any, for logs are full of them. */
const RANGE_BEGINS = /[[{][^\]}]{0,100}\sTO(?!\S)/y;
const RANGE = /([[{])\s*("(?:[^"\\]|\\.)*"|[^\s"[\]{}]+)\s+TO\s+("(?:[^"\\]|\\.)*"|[^\s"[\]{}]+)\s*([\]}])/dsy;

/**
 * The range that begins at the position, if one does.
 * @throws {QuerySyntaxError} when it begins and does not end.
 */
export function readRange(query: string, position: number): { token: RangeToken; length: number } | undefined {
  RANGE_BEGINS.lastIndex = position;
  if (!RANGE_BEGINS.test(query)) return undefined;
  RANGE.lastIndex = position;
  const match = RANGE.exec(query);
  if (!match) throw new QuerySyntaxError(position, 'a range such as [1 TO 5], {1 TO 5} or [1 TO *]');
  const [whole, opening, from, to, closing] = match as unknown as [string, string, string, string, string];
  const ends = { from: bound(from, match.indices![2]![0]), to: bound(to, match.indices![3]![0]) };
  return { token: { kind: 'range', text: opening + closing, position, suffix: '', ...ends }, length: whole.length };
}

function bound(written: string, position: number): Token {
  const isPhrase = written.startsWith('"');
  const text = isPhrase ? written.slice(1, -1).replace(/\\(.)/gs, '$1') : written;
  return { kind: isPhrase ? 'phrase' : 'word', text, position, suffix: '' };
}
