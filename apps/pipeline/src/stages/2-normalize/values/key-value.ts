/** Texts by key, for own keys only: the names are the sender's. */
export type KeyValues = Record<string, string>;

export interface KeyValueForm {
  /** What stands between key and value. */
  readonly assign: '=' | ':';
  /** What stands between pairs; blanks around it do not count. */
  readonly separator: ' ' | ',' | ';';
}

const BLANKS_BETWEEN: KeyValueForm = { assign: '=', separator: ' ' };
/** More pairs are no log line; and every pair costs. */
const MAX_PAIRS = 500;

/**
 * Reads `key=value key="quoted value"`. A backslash inside quotes stands before a quote or itself. What is no pair is passed
 * over. Of two values of one key the first stays. Goes over the text once, whatever is in it.
 */
export function readKeyValues(text: string, form: KeyValueForm = BLANKS_BETWEEN, from = 0): KeyValues {
  const values: KeyValues = {};
  const end = text.length;
  let at = from;
  for (let pairs = 0; at < end && pairs < MAX_PAIRS; pairs += 1) {
    const sign = text.indexOf(form.assign, at);
    if (sign < 0) break;
    const key = keyBefore(text, at, sign, form.separator);
    // Some write the sign twice before a quote: `ike::"Main Mode"`.
    const valueAt = text.startsWith(`${form.assign}"`, sign + 1) ? sign + 2 : sign + 1;
    const value = text[valueAt] === '"' ? readQuoted(text, valueAt + 1) : readBare(text, valueAt, form.separator);
    if (key !== '' && !Object.hasOwn(values, key)) setOwn(values, key, value.text);
    at = value.end;
  }
  return values;
}

/** An assignment to `__proto__` would change what the object is instead of what it holds. */
function setOwn(values: KeyValues, key: string, value: string): void {
  if (key === '__proto__')
    Object.defineProperty(values, key, { value, enumerable: true, writable: true, configurable: true });
  else values[key] = value;
}

interface ReadValue {
  readonly text: string;
  /** Where the next pair may start. */
  readonly end: number;
}

/** The last word before the sign: what stands before it is text between pairs. */
function keyBefore(text: string, start: number, sign: number, separator: string): string {
  let at = start;
  while (text[at] === ' ') at += 1;
  // Most pairs follow each other with nothing but blanks between them.
  if (separator === ' ' && text.lastIndexOf(' ', sign - 1) < at) return text.slice(at, sign);
  const chunk = text.slice(at, sign).trimEnd();
  const cut = Math.max(chunk.lastIndexOf(' '), separator === ' ' ? -1 : chunk.lastIndexOf(separator));
  return chunk.slice(cut + 1);
}

function readQuoted(text: string, start: number): ReadValue {
  let isEscaped = false;
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') break;
    if (char === '\\') {
      isEscaped = true;
      at += 1;
    }
  }
  const raw = text.slice(start, at);
  return { text: isEscaped ? raw.replace(/\\(["\\])/g, '$1') : raw, end: at + 1 };
}

function readBare(text: string, start: number, separator: string): ReadValue {
  const next = text.indexOf(separator, start);
  const end = next < 0 ? text.length : next;
  return { text: text.slice(start, end).trim(), end: end + 1 };
}
