/** What can be completed at a place in a query, and where what is replaced begins. */
export type CompletionPlace =
  | { readonly kind: 'field'; readonly from: number; readonly typed: string }
  | { readonly kind: 'value'; readonly from: number; readonly typed: string; readonly field: string };

const FIELD_START = /[\p{L}@_][\p{L}\p{N}@_.-]*$/u;
/** A field, its operator, and as much of a value as stands there; an open quote belongs to it. */
const VALUE_START = /([\p{L}@_][\p{L}\p{N}@_.-]*):((?:"(?:[^"\\]|\\.)*)|(?:[^\s()"\\[\]{}<>/]|\\.)*)$/u;
const PLAIN_VALUE = /^[\p{L}\p{N}_.@-]+$/u;

/** `undefined` where nothing is known: inside a phrase, say. `before` is the text up to the cursor. */
export function completionPlace(before: string): CompletionPlace | undefined {
  const value = VALUE_START.exec(before);
  if (value !== null && !isInPhrase(before.slice(0, value.index))) {
    const [, field = '', written = ''] = value;
    const typed = written.replace(/^"/, '').replace(/\\(.)/g, '$1');
    return { kind: 'value', from: before.length - written.length, typed, field };
  }
  if (isInPhrase(before)) return undefined;
  const [typed = ''] = FIELD_START.exec(before) ?? [];
  // Right behind a value or a bracket that was closed nothing begins.
  if (typed === '' && !/(^|[\s(!-])$/.test(before)) return undefined;
  return { kind: 'field', from: before.length - typed.length, typed };
}

/** The value as the language writes it. */
export function writtenValue(value: string): string {
  const isWord = PLAIN_VALUE.test(value) && !/^(?:AND|OR|NOT|now)$|^-/.test(value);
  return isWord ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether a quote is open: escaped ones do not count. */
function isInPhrase(text: string): boolean {
  return (text.replace(/\\./gs, '').match(/"/g)?.length ?? 0) % 2 === 1;
}
