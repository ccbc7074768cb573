/** A piece of a pattern: characters as they are, any text, or exactly one character. */
export type PatternToken =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'any' } | { readonly kind: 'one' };

/** A pattern for a whole value. No two texts and no two `any` stand side by side. */
export type TextPattern = readonly PatternToken[];

const ANY: PatternToken = { kind: 'any' };
const ONE: PatternToken = { kind: 'one' };
const text = (characters: string): PatternToken => ({ kind: 'text', text: characters });

export const exactly = (characters: string): TextPattern => [text(characters)];
export const startingWith = (characters: string): TextPattern => joined([text(characters), ANY]);
export const endingWith = (characters: string): TextPattern => joined([ANY, text(characters)]);
export const containing = (characters: string): TextPattern => joined([ANY, text(characters), ANY]);

/** Plain characters, a wildcard, or a backslash with what it takes. */
const PIECE = /[^*?\\]+|[*?]|\\[^]?/g;

function tokenOf(piece: string): PatternToken {
  if (piece === '*') return ANY;
  if (piece === '?') return ONE;
  return text(piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece);
}

/** Reads `*`, `?` and `\`, which takes the next character literally; a `\` at the end is itself. */
export function parseWildcards(pattern: string): TextPattern {
  return joined(Array.from(pattern.matchAll(PIECE), ([piece]) => tokenOf(piece)));
}

/** The same pattern, found anywhere in a value. */
export function anywhere(pattern: TextPattern): TextPattern {
  return joined([ANY, ...pattern, ANY]);
}

/** Text that {@link parseWildcards} reads as itself. */
export function escapeWildcards(characters: string): string {
  return characters.replace(/[*?\\]/g, '\\$&');
}

/** The characters of a pattern without wildcards, `undefined` when it has some. */
export function literalOf(pattern: TextPattern): string | undefined {
  if (pattern.length === 0) return '';
  const [only] = pattern;
  return pattern.length === 1 && only!.kind === 'text' ? only!.text : undefined;
}

/** All the characters of the pattern, without its wildcards. */
export function charactersOf(pattern: TextPattern): string {
  return pattern.map((token) => (token.kind === 'text' ? token.text : '')).join('');
}

function joined(tokens: readonly PatternToken[]): TextPattern {
  const result: PatternToken[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if (token.kind === 'any' && last?.kind === 'any') continue;
    if (token.kind === 'text' && token.text === '') continue;
    if (token.kind === 'text' && last?.kind === 'text') result[result.length - 1] = text(last.text + token.text);
    else result.push(token);
  }
  return result;
}
