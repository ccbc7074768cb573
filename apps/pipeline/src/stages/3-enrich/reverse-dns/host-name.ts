const LONGEST = 253;
const LABELS = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const IS_NUMBER = /(?:^|\.)\d+$/;

/** What a server says is the name of a host, in lower case; `undefined` when no host can have that name. */
export function hostName(text: string): string | undefined {
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  return name.length <= LONGEST && LABELS.test(name) && !IS_NUMBER.test(name) ? name : undefined;
}
