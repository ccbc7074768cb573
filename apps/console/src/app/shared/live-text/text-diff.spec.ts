import { diffLines } from './text-diff';

const told = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

describe('what turns one text into another, line by line', () => {
  it.each([
    ['', '', []],
    ['a', 'a', []],
    ['', 'a', ['+a']],
    ['a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['a\nb', 'a\nB', [' a', '-b', '+B']],
    ['a\nb\nc\nd', 'b\nc\nx\nd', ['-a', ' b', ' c', '+x', ' d']],
    ['1\n2\n3\n4\n5\n6\nx', '1\n2\n3\n4\n5\n6\ny', [' …', ' 5', ' 6', '-x', '+y']],
  ])('%j → %j', (before, after, lines) => {
    expect(told(before, after)).toEqual(lines);
  });

  it('does not take long with texts that have nothing in common', () => {
    const many = (word: string) => Array.from({ length: 5_000 }, (_, n) => `${word} ${n}`).join('\n');
    const start = performance.now();
    expect(diffLines(many('one'), many('other'))).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
