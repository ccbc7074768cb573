const START = ' [';

/** ModSecurity's `[id "950119"] [msg "Remote File Inclusion Attack"]`, wherever it stands in a text; the first of each name. */
export function readBracketed(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let at = text.indexOf(START);
  while (at >= 0) {
    const nameEnd = text.indexOf(' "', at + START.length);
    if (nameEnd < 0) break;
    const valueEnd = text.indexOf('"]', nameEnd + 2);
    if (valueEnd < 0) break;
    const name = text.slice(at + START.length, nameEnd);
    if (/^[a-z_]{1,32}$/.test(name) && !values.has(name)) values.set(name, text.slice(nameEnd + 2, valueEnd));
    at = text.indexOf(START, valueEnd);
  }
  return values;
}
