import { isUtf8 } from 'node:buffer';

/**
 * A line of text as an event. Bytes that are no UTF-8 are read as Latin-1, which every byte has a character in: old devices
 * send it, and nothing is lost.
 * @param extra further fields, for the message to stand beside.
 */
export function textEvent(line: Buffer, extra: Readonly<Record<string, unknown>> = {}): Buffer {
  return Buffer.from(JSON.stringify({ message: textOf(line), ...extra }));
}

/** The text of bytes in UTF-8 or, failing that, in Latin-1. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
