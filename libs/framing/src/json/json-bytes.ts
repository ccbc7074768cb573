/** The bytes that give JSON its shape. */
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const COMMA = 0x2c;

export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;

/** Space, tab, line feed or carriage return. */
export function isWhitespace(byte: number | undefined): boolean {
  return byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === TAB;
}

/** Only blanks as JSON knows them. */
export function isBlank(bytes: Buffer): boolean {
  return skipBlanks(bytes, 0) === bytes.length;
}

/** Index of the first byte at or after `from` that is not blank; the length when there is none. */
export function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && isWhitespace(bytes[at])) at += 1;
  return at;
}

/** Whether bytes begin as a JSON object does: with a brace that is followed by another or by a name. */
export function beginsObject(bytes: Buffer): boolean {
  const brace = skipBlanks(bytes, 0);
  const next = bytes[skipBlanks(bytes, brace + 1)];
  return bytes[brace] === OPEN_BRACE && (next === QUOTE || next === CLOSE_BRACE);
}

/**
 * The same text with every line end turned into a blank. Between tokens JSON does not care; inside a string, where a line end
 * is not allowed, a blank is what the sender will have meant.
 */
export function onOneLine(text: Buffer): Buffer {
  if (!text.includes(NEWLINE) && !text.includes(CARRIAGE_RETURN)) return text;
  const line = Buffer.from(text);
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === NEWLINE || line[at] === CARRIAGE_RETURN) line[at] = SPACE;
  }
  return line;
}
