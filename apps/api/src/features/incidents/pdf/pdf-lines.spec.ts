import { linesOf } from './pdf-lines';

const WISH = { font: 'text', size: 10, width: 100 } as const;
const textsOf = (text: string, width = 100): string[] =>
  linesOf(text, { ...WISH, width }).map(({ pieces }) => pieces.map((piece) => piece.text).join(''));

describe('lines of a report', () => {
  it('are broken between words, and inside of words that are too long', () => {
    const lines = textsOf(`the quick brown fox ${'x'.repeat(60)}\n\nend`);
    expect(lines.slice(0, 2)).toEqual(['the quick brown fox', 'x'.repeat(16)]);
    expect(lines.slice(1, -2).join('')).toBe('x'.repeat(60));
    expect(lines.slice(-2)).toEqual(['', 'end']);
    for (const { width } of linesOf('x'.repeat(500), WISH)) expect(width).toBeLessThanOrEqual(100);
  });

  it('stand from left to right as they are seen, whichever way they are read', () => {
    const [line] = linesOf('שלום abc 12', { ...WISH, width: 500 });
    expect(line?.isRightToLeft).toBe(true);
    expect(line?.pieces.map(({ text }) => text.trim())).toEqual(['abc 12', 'שלום']);
    const [other] = linesOf('host שלום abc', { ...WISH, width: 500 });
    expect(other?.pieces.map(({ text }) => text.trim())).toEqual(['host', 'שלום', 'abc']);
  });

  it('name what would turn text around or not be seen, and replace what is no text', () => {
    expect(textsOf('a\u202eb\u0007\ud800', 500)).toEqual(['a[U+202E]b[U+0007]\ufffd']);
  });

  it('take signs that a font lacks from another one', () => {
    const [line] = linesOf('ok 😀 中文', { ...WISH, width: 500 });
    expect(line?.pieces.map(({ font }) => font)).toContain('any');
    expect(line?.pieces.map(({ text }) => text).join('')).toBe('ok 😀 中文');
  });
});
