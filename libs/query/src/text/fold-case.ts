/** İ lower-cases to two characters and the Kelvin sign to an ASCII letter; both stay themselves, as every store sees them. */
const UNFOLDED = new Set(['\u0130', '\u212a']);
const NEEDS_CARE = /[\u0130\u212a\u03a3\u03c2]/;
const LAST_CASED_CODE_POINT = 0x1e943;

/** The text as it compares without case: character by character, so that every backend can do the same. */
export function foldCase(text: string): string {
  return NEEDS_CARE.test(text) ? Array.from(text, foldCharacter).join('') : text.toLowerCase();
}

function foldCharacter(character: string): string {
  if (UNFOLDED.has(character)) return character;
  const lower = character.toLowerCase();
  return lower === 'ς' ? 'σ' : lower;
}

let unfolded: Map<string, string[]> | undefined;

/** Made on first need: only texts with letters outside ASCII ask. */
function unfoldedTable(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (let code = 0; code <= LAST_CASED_CODE_POINT; code++) {
    const character = String.fromCodePoint(code);
    const folded = foldCharacter(character);
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
  const folded = foldCharacter(character);
  return [folded, ...(unfolded.get(folded) ?? [])];
}

/** Stores fold ASCII by themselves; is there a letter beyond it that has a case? */
export function hasWideCase(text: string): boolean {
  if (/^[\0-\x7f]*$/.test(text)) return false;
  return Array.from(text).some((character) => character > '\x7f' && caseVariants(character).length > 1);
}
