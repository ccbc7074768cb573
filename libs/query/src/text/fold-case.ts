const NEEDS_CARE = /[\u0130\u212a\u03a3\u03c2]/;
/** İ lower-cases to two characters and the Kelvin sign to an ASCII letter; both stay themselves, as every store sees them. */
const UNFOLDED = /[\u0130\u212a]/;
const OTHERS = /[^\u0130\u212a]+/g;
/** Which of its two small forms a sigma becomes depends on where it stands; here they are one. */
const SIGMAS = /[\u03a3\u03c2]/g;
const LAST_CASED_CODE_POINT = 0x1e943;
const LONG = 1_024;
/** Many conditions ask for the same text one after the other. */
let latest = { text: '', folded: '' };

/** The text as it compares without case: character by character, so that every backend can do the same. */
export function foldCase(text: string): string {
  if (text.length < LONG) return fold(text);
  if (text !== latest.text) latest = { text, folded: fold(text) };
  return latest.folded;
}

function fold(text: string): string {
  return NEEDS_CARE.test(text) ? foldWithCare(text) : text.toLowerCase();
}

function foldWithCare(text: string): string {
  const even = text.replace(SIGMAS, 'σ');
  return UNFOLDED.test(even) ? even.replace(OTHERS, (run) => run.toLowerCase()) : even.toLowerCase();
}

let unfolded: Map<string, string[]> | undefined;

/** Made on first need: only texts with letters outside ASCII ask. */
function unfoldedTable(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (let code = 0; code <= LAST_CASED_CODE_POINT; code++) {
    const character = String.fromCodePoint(code);
    const folded = fold(character);
    if (folded === character) continue;
    const others = table.get(folded);
    if (others) others.push(character);
    else table.set(folded, [character]);
  }
  return table;
}

/** Every character that folds to the same as this one, this one's fold first. */
export function caseVariants(character: string): readonly string[] {
  unfolded ??= unfoldedTable();
  const folded = fold(character);
  return [folded, ...(unfolded.get(folded) ?? [])];
}

/** Stores fold ASCII by themselves; is there a letter beyond it that has a case? */
export function hasWideCase(text: string): boolean {
  if (/^[\0-\x7f]*$/.test(text)) return false;
  return Array.from(text).some((character) => character > '\x7f' && caseVariants(character).length > 1);
}
