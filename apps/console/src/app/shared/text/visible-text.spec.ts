import { visibleString, visibleText } from './visible-text';

describe('text from outside', () => {
  it('is left alone when everything in it can be seen', () => {
    const text = 'Failed password for über-root 字 <b>not bold</b> 👩';
    expect(visibleText(text)).toEqual([{ text, isSign: false }]);
  });

  it.each([
    ['\u001b[31m', '⟦ESC⟧[31m'],
    ['a\u0000b', 'a⟦NUL⟧b'],
    ['line\r\nnext\ttab', 'line⟦CR⟧⟦LF⟧next⟦TAB⟧tab'],
    ['\u007f\u0085\u009b', '⟦DEL⟧⟦NEL⟧⟦U+009B⟧'],
    ['user\u202Egpj.exe', 'user⟦RLO⟧gpj.exe'],
    ['\u2066a\u2069', '⟦LRI⟧a⟦PDI⟧'],
    ['pay\u200bpal', 'pay⟦ZWSP⟧pal'],
    ['a\u2028b\ufeff', 'a⟦LS⟧b⟦BOM⟧'],
    ['\u{e0041}', '⟦U+E0041⟧'],
    ['half \ud800 pair', 'half ⟦U+D800⟧ pair'],
    ['a\u034fb', 'a⟦CGJ⟧b'],
  ])('shows %j as %s', (text, shown) => expect(visibleString(text)).toBe(shown));

  it('tells a sign apart from the same letters in the text', () => {
    expect(visibleText('⟦ESC⟧\u001b')).toEqual([
      { text: '⟦ESC⟧', isSign: false },
      { text: '⟦ESC⟧', isSign: true },
    ]);
  });
});
