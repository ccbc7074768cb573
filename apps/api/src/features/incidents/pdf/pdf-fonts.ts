import { readFileSync } from 'node:fs';

import { create, type Font } from 'fontkit';

import { sfntOf } from './woff';

/** Fonts of a report, best first: the second is for signs that the others lack, emoji and Chinese among them. */
export type FontName = 'text' | 'strong' | 'any';

const FILES: Readonly<Record<FontName, string>> = {
  text: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  strong: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  any: '@fontsource/unifontex/files/unifontex-latin-400-normal.woff',
};
/** Signs that nobody sees and that fonts draw as boxes: variation selectors and joiners. */
const UNSEEN = /[\u200b-\u200d]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu;
/** What turns the direction of text around, and what no printer knows: it could show something else than what is there. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const read = new Map<FontName, Buffer>();
const open = new Map<FontName, Font>();

/** The font's file; read when first needed, for the last one is large. */
export function fontFile(name: FontName): Buffer {
  const known = read.get(name);
  if (known !== undefined) return known;
  const bytes = readFileSync(require.resolve(FILES[name]));
  const file = FILES[name].endsWith('.woff') ? sfntOf(bytes) : bytes;
  read.set(name, file);
  return file;
}

export function fontOf(name: FontName): Font {
  const known = open.get(name);
  if (known !== undefined) return known;
  // A file holds one font; only collections hold more.
  const font = create(fontFile(name)) as Font;
  open.set(name, font);
  return font;
}

/** Text of others as it can be printed: what is not seen is named, what is no text is replaced. */
export function printable(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replaceAll('\t', '    ')
    .replaceAll(CONTROLS, (sign) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)
    .replaceAll(UNSEEN, '');
}

/** The first font that has the sign; signs that none has become `�`. */
export function fontFor(sign: string, wanted: 'text' | 'strong'): { readonly font: FontName; readonly sign: string } {
  const code = sign.codePointAt(0)!;
  if (fontOf(wanted).hasGlyphForCodePoint(code)) return { font: wanted, sign };
  return fontOf('any').hasGlyphForCodePoint(code) ? { font: 'any', sign } : { font: wanted, sign: '\ufffd' };
}
