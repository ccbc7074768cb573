/** What a reader makes of one line of a file, or of one object of a document. */
export type ImportRecord = { readonly line: number } & (
  | { readonly entry: unknown }
  /** Why it cannot be used. */
  | { readonly problem: string }
  | { readonly isSkipped: true }
);

/** A line may hold a hundred values with their facts; nothing that is longer is one. */
export const MAX_LINE_CHARACTERS = 256 * 1_024;
