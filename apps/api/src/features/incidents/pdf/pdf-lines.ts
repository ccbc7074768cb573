import bidiFactory from 'bidi-js';

import { fontFor, fontOf, printable, type FontName } from './pdf-fonts';

/** Signs of one font and direction, in the order in which they are spoken. */
export interface Piece {
  readonly text: string;
  readonly font: FontName;
  readonly width: number;
}

/** One line, its pieces from left to right. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly isRightToLeft: boolean;
}

interface Sign {
  readonly sign: string;
  readonly font: FontName;
  readonly width: number;
  readonly level: number;
}

export interface LineWish {
  readonly font: 'text' | 'strong';
  readonly size: number;
  readonly width: number;
}

const bidi = bidiFactory();
const widths = new Map<string, number>();
const MOST_WIDTHS = 20_000;

/** Breaks text into lines between words, inside of them where one is too long; each line is ordered as it is read. */
export function linesOf(text: string, wish: LineWish): Line[] {
  return text.split(/\r\n|\r|\n/).flatMap((paragraph) => linesOfParagraph(printable(paragraph), wish));
}

function linesOfParagraph(text: string, wish: LineWish): Line[] {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text);
  const isRightToLeft = ((paragraphs[0]?.level ?? 0) & 1) === 1;
  const signs = signsOf(text, levels, wish);
  const lines: Line[] = [];
  for (let start = 0; start < signs.length;) {
    const end = breakAfter(signs, start, wish.width);
    lines.push(lineOf(signs.slice(start, end), isRightToLeft));
    start = end;
    while (signs[start]?.sign === ' ') start += 1;
  }
  return lines.length === 0 ? [{ pieces: [], width: 0, isRightToLeft }] : lines;
}

function signsOf(text: string, levels: Uint8Array, { font: wanted, size }: LineWish): Sign[] {
  const signs: Sign[] = [];
  let index = 0;
  for (const character of text) {
    const level = levels[index] ?? 0;
    index += character.length;
    const mirrored = (level & 1) === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character;
    const { font, sign } = fontFor(mirrored, wanted);
    signs.push({ sign, font, level, width: widthOf(sign, font) * size });
  }
  return signs;
}

/** Of one sign alone, for a font of size 1; joined letters are a little narrower, never wider. */
function widthOf(sign: string, font: FontName): number {
  const key = font + sign;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const { unitsPerEm } = fontOf(font);
  const width = fontOf(font).glyphForCodePoint(sign.codePointAt(0)!).advanceWidth / unitsPerEm;
  if (widths.size < MOST_WIDTHS) widths.set(key, width);
  return width;
}

/** Index after the last sign of the line that begins at `start`. */
function breakAfter(signs: readonly Sign[], start: number, most: number): number {
  let width = 0;
  let space = -1;
  for (let index = start; index < signs.length; index += 1) {
    const { sign, width: more } = signs[index]!;
    if (sign === ' ') space = index;
    width += more;
    if (width > most && index > start) return space > start ? space : index;
  }
  return signs.length;
}

function lineOf(signs: readonly Sign[], isRightToLeft: boolean): Line {
  const runs: Sign[][] = [];
  for (const sign of signs) {
    const last = runs.at(-1);
    const isSame = last?.[0]?.level === sign.level && last[0].font === sign.font;
    if (isSame) last?.push(sign);
    else runs.push([sign]);
  }
  const pieces = ordered(runs).map((run) => ({
    text: run.map(({ sign }) => sign).join(''),
    font: run[0]!.font,
    width: run.reduce((sum, { width }) => sum + width, 0),
  }));
  return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0), isRightToLeft };
}

/** From left to right: the higher a level, the more often it was turned around (rule L2 of UAX #9). */
function ordered(runs: Sign[][]): Sign[][] {
  const order = [...runs];
  const levels = order.map(([first]) => first!.level);
  for (let level = Math.max(0, ...levels); level > 0; level -= 1)
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while (end < order.length && order[end]![0]!.level >= level) end += 1;
      if (end > start + 1) order.splice(start, end - start, ...order.slice(start, end).toReversed());
      start = Math.max(start, end);
    }
  return order;
}
