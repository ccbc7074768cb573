import { RuleError } from '../rules/rule-error';

const MAX_DASHES = 4;
const DASHES = ['-', '/', '–', '—', '―'];
/** A dash that begins a word, as it begins an option. */
const OPTION_DASH = /\B[-/–—―]\b/g;
/** Characters of Base64 that hold bits of what stands before, by the number of bytes that do. */
const FOREIGN_AT_START = [0, 2, 3];

/** Every way to write the options of a command line with the dashes Windows takes. Works on Sigma's notation. */
export function windash(text: string): string[] {
  const count = text.match(OPTION_DASH)?.length ?? 0;
  if (count > MAX_DASHES)
    throw new RuleError(
      `windash on ${count} dashes makes too many values.`,
      `Split the value; ${MAX_DASHES} may be varied.`,
    );
  let made = [''];
  let end = 0;
  for (const match of text.matchAll(OPTION_DASH)) {
    const before = text.slice(end, match.index);
    made = made.flatMap((start) => DASHES.map((dash) => start + before + dash));
    end = match.index + 1;
  }
  return made.map((start) => start + text.slice(end));
}

export function utf16(text: string, order: 'le' | 'be', mark = false): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return order === 'be' ? bytes.swap16() : bytes;
}

/** How the bytes look inside Base64 at each of the three places they can begin, without what depends on neighbours. */
export function base64Offsets(bytes: Buffer): string[] {
  return FOREIGN_AT_START.map((foreign, offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const endsWithin = (bytes.length + offset) % 3 !== 0;
    return encoded.slice(foreign, endsWithin ? -1 : undefined);
  });
}
