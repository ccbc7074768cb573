import { QuerySyntaxError } from './query-syntax-error';
import { readRange } from './read-range';
import type { Token, TokenKind } from './token';

const MAX_QUERY_LENGTH = 8_192;
const WORDS: Readonly<Record<string, TokenKind>> = {
  AND: 'and',
  OR: 'or',
  NOT: 'not',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
};
const BLANK = /\s*/y;
const FIELD = /(?!(?:AND|OR|NOT)\s)([\p{L}@_][\p{L}\p{N}@_.-]*)(:(?:[<>]=?)?|\s?[<>]=?)/uy;
/** `https://…`, `C:\…` and IPv6 addresses look like fields and are none. */
const NO_FIELD = /[a-z][a-z+.-]*:\/\/|[a-z]:\\|[\da-f]*:[\da-f]*:/iy;
const PHRASE = /"((?:[^"\\]|\\.)*)"/sy;
const REGEX = /\/((?:[^/\\]|\\.)+)\/([ims]*)/sy;
/** A backslash takes the next character with it; brackets, quotes and blanks end a word. */
const WORD = /(?:\\.|[^\s()"\\])+/suy;

/** @throws {QuerySyntaxError} for an open quote or a text that is too long. */
export function tokenize(query: string): Token[] {
  if (query.length > MAX_QUERY_LENGTH)
    throw new QuerySyntaxError(MAX_QUERY_LENGTH, `a query of at most ${MAX_QUERY_LENGTH} characters`);
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += run(BLANK, query, position)![0].length;
    if (position >= query.length) return [...tokens, { kind: 'end', text: '', position: query.length, suffix: '' }];
    const { token, length } = next(query, position, tokens.at(-1)?.kind === 'field');
    tokens.push(token);
    position += length;
  }
}

function next(query: string, position: number, isValue: boolean): { token: Token; length: number } {
  const character = query[position]!;
  const make = (kind: TokenKind, text: string, length: number, suffix = ''): { token: Token; length: number } => ({
    token: { kind, text, position, suffix },
    length,
  });
  if (character === '(') return make('open', '(', 1);
  if (character === ')') return make('close', ')', 1);
  if (character === '"') return phrase(query, position);
  const range = readRange(query, position);
  if (range) return range;
  const regex = isValue ? run(REGEX, query, position) : undefined;
  if (regex) return make('regex', regex[1]!.replaceAll('\\/', '/'), regex[0].length, regex[2]);
  const field = isValue || run(NO_FIELD, query, position) ? undefined : run(FIELD, query, position);
  if (field) return make('field', field[1]!, field[0].length, operatorOf(field[2]!));
  if ((character === '!' || character === '-') && !isValue && /\S/.test(query[position + 1] ?? ''))
    return make('not', character, 1);
  const word = run(WORD, query, position)?.[0] ?? '';
  if (word === '') throw new QuerySyntaxError(position + 1, 'a character after the backslash');
  return make((isValue ? undefined : WORDS[word]) ?? 'word', word, word.length);
}

/** `:>=` is `>=`; a blank before it means nothing. */
function operatorOf(text: string): string {
  return text === ':' ? text : text.replace(':', '').trim();
}

function phrase(query: string, position: number): { token: Token; length: number } {
  const match = run(PHRASE, query, position);
  if (!match) throw new QuerySyntaxError(query.length, 'a closing quote');
  const text = match[1]!.replace(/\\(.)/gs, '$1');
  return { token: { kind: 'phrase', text, position, suffix: '' }, length: match[0].length };
}

function run(expression: RegExp, text: string, position: number): RegExpExecArray | undefined {
  expression.lastIndex = position;
  return expression.exec(text) ?? undefined;
}
