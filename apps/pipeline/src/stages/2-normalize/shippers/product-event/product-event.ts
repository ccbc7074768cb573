/** What CEF and LEEF say alike: which product saw what, and a list of keys and texts. */
export interface ProductEvent {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  /** The product's own identifier of this kind of event. */
  readonly code: string;
  readonly name: string | undefined;
  /** A number up to 10 or a word. */
  readonly severity: string | undefined;
  /** Without a prototype: keys are the sender's. */
  readonly extension: Readonly<Record<string, string>>;
}

/** How far into a message a program's or relay's own words may stand before the format begins. */
const LONGEST_LEAD = 300;

/** Where the format begins; -1 when it does not. `mark` is such as `CEF:`; a digit must follow it. */
export function formatStart(message: string, mark: string): number {
  const at = message.startsWith(mark) ? 0 : message.slice(0, LONGEST_LEAD).indexOf(mark);
  if (at < 0) return -1;
  const next = message.charCodeAt(at + mark.length) === 0x20 ? 1 : 0;
  const digit = message.charCodeAt(at + mark.length + next);
  return digit >= 0x30 && digit <= 0x39 ? at : -1;
}

/** The parts of a header between `|`, which a backslash may stand before, and where the rest begins. */
export function readHeaderParts(
  text: string,
  from: number,
  count: number,
): { parts: string[]; end: number } | undefined {
  const parts: string[] = [];
  let part = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '\\' && at + 1 < text.length && '\\|'.includes(text[at + 1] as string)) {
      part += text[at + 1];
      at += 1;
    } else if (char !== '|') part += char;
    else {
      parts.push(part.trim());
      part = '';
      if (parts.length === count) return { parts, end: at + 1 };
    }
  }
  // A header that ends the line needs no sign behind its last part.
  return parts.length === count - 1 ? { parts: [...parts, part.trim()], end: text.length } : undefined;
}
