import { formatStart, readHeaderParts, type ProductEvent } from '../product-event/product-event';

const MARK = 'CEF:';
const KEY_CHARACTER = /[\w.\-[\]/]/;
const LONGEST_KEY = 1_023;
const MAX_KEYS = 1_000;

/** An event in ArcSight's Common Event Format; `undefined` when the message is none. */
export function readCef(message: string): ProductEvent | undefined {
  const start = formatStart(message, MARK);
  const header = start < 0 ? undefined : readHeaderParts(message, start + MARK.length, 7);
  if (header === undefined) return undefined;
  const [, vendor = '', product = '', version = '', code = '', name = '', severity = ''] = header.parts;
  const extension = readExtension(message.slice(header.end).trimEnd());
  return { vendor, product, version, code, name: name === '' ? undefined : name, severity, extension };
}

/**
 * Values may hold blanks, so each ends where the next key begins: at the last word before an `=` that no backslash stands before.
 * Goes over the text once.
 */
function readExtension(text: string): Record<string, string> {
  const values = Object.create(null) as Record<string, string>;
  let key: string | undefined;
  let valueAt = 0;
  let count = 0;
  for (let sign = text.indexOf('='); sign >= 0 && count < MAX_KEYS; sign = text.indexOf('=', sign + 1)) {
    const keyAt = keyStart(text, sign, valueAt);
    if (keyAt < 0) continue;
    if (key !== undefined) values[key] ??= unescaped(text.slice(valueAt, keyAt).trim());
    key = text.slice(keyAt, sign);
    valueAt = sign + 1;
    count += 1;
  }
  if (key !== undefined) values[key] ??= unescaped(text.slice(valueAt).trim());
  return values;
}

/** Where the key before the sign begins; -1 when there is none, as before `\=` and inside `a?b=c`. */
function keyStart(text: string, sign: number, from: number): number {
  let at = sign;
  const first = Math.max(from, sign - LONGEST_KEY);
  while (at > first && KEY_CHARACTER.test(text[at - 1] as string)) at -= 1;
  const isAlone = at === 0 || (at >= from && (text[at - 1] === ' ' || text[at - 1] === '\t'));
  return at < sign && isAlone ? at : -1;
}

function unescaped(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\([=\\|nr])/g, (_, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : char));
}
