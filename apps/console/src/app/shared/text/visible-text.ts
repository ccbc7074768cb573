/** A stretch of text as it is, or the sign that stands for a character nobody could see. */
export interface TextPart {
  readonly text: string;
  /** True for a sign; it is drawn apart so that it cannot be mistaken for what the text says. */
  readonly isSign: boolean;
}

/** Names of the first 32 characters. Their pictures (␛) are in few fonts and none that we ship, so they are spelled out. */
const CONTROLS = [
  ...['NUL', 'SOH', 'STX', 'ETX', 'EOT', 'ENQ', 'ACK', 'BEL', 'BS', 'TAB', 'LF', 'VT', 'FF', 'CR', 'SO', 'SI'],
  ...['DLE', 'DC1', 'DC2', 'DC3', 'DC4', 'NAK', 'SYN', 'ETB', 'CAN', 'EM', 'SUB', 'ESC', 'FS', 'GS', 'RS', 'US'],
];

/** Short names of characters that change how the text around them is drawn, or draw nothing. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x007f, 'DEL'],
  [0x0085, 'NEL'],
  [0x00ad, 'SHY'],
  [0x034f, 'CGJ'],
  [0x061c, 'ALM'],
  [0x115f, 'HF'],
  [0x1160, 'HF'],
  [0x180e, 'MVS'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x2028, 'LS'],
  [0x2029, 'PS'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0x3164, 'HF'],
  [0xfeff, 'BOM'],
  [0xffa0, 'HF'],
]);

/** Everything that is drawn as a sign. Lone surrogates are in it because a browser draws them all alike. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f/gu;

/** Cuts text from outside into parts that can be shown: nothing in it is left invisible or may turn its neighbours around. */
export function visibleText(value: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of value.matchAll(UNSEEN)) {
    if (match.index > done) parts.push({ text: value.slice(done, match.index), isSign: false });
    parts.push({ text: signOf(match[0].codePointAt(0) ?? 0), isSign: true });
    done = match.index + match[0].length;
  }
  if (done < value.length) parts.push({ text: value.slice(done), isSign: false });
  return parts;
}

/** The same as one string, for places that take no markup such as labels. */
export function visibleString(value: string): string {
  return visibleText(value)
    .map((part) => part.text)
    .join('');
}

function signOf(code: number): string {
  const name = CONTROLS[code] ?? NAMES.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `⟦${name}⟧`;
}
