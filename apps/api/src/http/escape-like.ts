/** A percent sign that somebody types is a percent sign, in a LIKE pattern too. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (special) => `\\${special}`);
}
