import { foldCase } from './fold-case';

function foldCharacter(character: string): string {
  if (character === '\u0130' || character === '\u212a') return character;
  const lower = character.toLowerCase();
  return lower === 'ς' ? 'σ' : lower;
}

describe(foldCase.name, () => {
  it('folds each character by itself, wherever it stands', () => {
    const characters = Array.from({ length: 0x1ffff }, (_, code) => String.fromCodePoint(code));
    expect(foldCase(characters.join(''))).toBe(characters.map(foldCharacter).join(''));
    for (const text of ['ΟΔΟΣ ΟΔΟΣ', 'ς', 'İSTANBUL', '\u212aELVIN', 'ΣİΣ', 'A\u0307İ', '\ud800A'])
      expect(foldCase(text)).toBe(Array.from(text, foldCharacter).join(''));
  });

  it('folds a long text anew when another has come between', () => {
    const [one, other] = ['A'.repeat(5_000), 'B'.repeat(5_000)];
    expect([one, other, one, one].map(foldCase)).toEqual([one, other, one, one].map((text) => text.toLowerCase()));
  });
});
