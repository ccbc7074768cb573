/** The text is no query. `position` is the index of the character where reading stopped. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError';
  constructor(
    readonly position: number,
    /** What could have stood there, as the end of the sentence "expected …". */
    readonly expected: string,
  ) {
    super(`Expected ${expected} at character ${position + 1}.`);
  }
}
