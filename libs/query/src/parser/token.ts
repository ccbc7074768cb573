export type TokenKind =
  'open' | 'close' | 'and' | 'or' | 'not' | 'word' | 'phrase' | 'regex' | 'range' | 'field' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Wildcard notation for words; the plain characters for phrases, regular expressions and names. */
  readonly text: string;
  readonly position: number;
  /** Of a field: `:`, `<`, `<=`, `>` or `>=`. Of a regular expression: its flags. */
  readonly suffix: string;
}

/** `[a TO b]`; its text is the two brackets. */
export interface RangeToken extends Token {
  readonly kind: 'range';
  readonly from: Token;
  readonly to: Token;
}
