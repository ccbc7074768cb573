import { formatStart, readHeaderParts, type ProductEvent } from '../product-event/product-event';

const MARK = 'LEEF:';
const TAB = '\t';
const MAX_KEYS = 1_000;

/** An event in QRadar's Log Event Extended Format, 1.0 or 2.0; `undefined` when the message is none. */
export function readLeef(message: string): ProductEvent | undefined {
  const start = formatStart(message, MARK);
  const header = start < 0 ? undefined : readHeaderParts(message, start + MARK.length, 5);
  if (header === undefined) return undefined;
  const [format = '', vendor = '', product = '', version = '', code = ''] = header.parts;
  const { delimiter, from } = format.startsWith('2')
    ? readDelimiter(message, header.end)
    : { delimiter: TAB, from: header.end };
  const extension = readAttributes(message.slice(from), delimiter);
  return { vendor, product, version, code, name: undefined, severity: extension['sev'], extension };
}

/** LEEF 2.0 may name one before its attributes, as itself or as its number: `^`, `x5E`, `0x5e`. */
function readDelimiter(message: string, from: number): { delimiter: string; from: number } {
  const end = message.indexOf('|', from);
  const named = end < 0 ? undefined : message.slice(from, end);
  // More than a number would be long is the first attribute, with a `|` inside.
  if (named === undefined || named.length > 6 || named.includes('=')) return { delimiter: TAB, from };
  const [, digits] = /^(?:0?x|\\x?|%)([\da-f]{1,4})$/i.exec(named) ?? [];
  const delimiter = digits === undefined ? named.slice(0, 1) : String.fromCharCode(parseInt(digits, 16));
  return { delimiter: delimiter === '' || named === '\\t' ? TAB : delimiter, from: end + 1 };
}

function readAttributes(text: string, delimiter: string): Record<string, string> {
  const values = Object.create(null) as Record<string, string>;
  // Some relays turn the tab into what syslog may carry.
  const sign = delimiter === TAB && !text.includes(TAB) ? substituteFor(text) : delimiter;
  for (const pair of text.split(sign, MAX_KEYS)) {
    const at = pair.indexOf('=');
    const key = pair.slice(0, Math.max(at, 0)).trim();
    if (key !== '') values[key] ??= pair.slice(at + 1).trim();
  }
  return values;
}

function substituteFor(text: string): string {
  return ['#011', '\\t', '^'].find((sign) => text.includes(sign)) ?? TAB;
}
