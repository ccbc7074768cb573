import { Refusal } from '../refusal';
import { LineSplitter } from './line-splitter';

function linesOf(body: string | Buffer, chunkSize = 1_000, maxLineBytes = 1_000): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter(maxLineBytes, (line) => lines.push(line.toString('latin1')));
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += chunkSize) splitter.push(bytes.subarray(at, at + chunkSize));
  splitter.end();
  return lines;
}

describe(LineSplitter.name, () => {
  it.each([
    ['lines with ends', 'a\nb\n', ['a', 'b']],
    ['a last line without its end', 'a\nb', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['blank lines', '\n\r\na\n \t\n\nb\n\n', ['a', 'b']],
    ['a carriage return inside a line', 'a\rb\n', ['a\rb']],
    ['NUL bytes', 'a\0b\n\0\n', ['a\0b', '\0']],
    ['nothing', '', []],
  ])('understands %s, however the body is cut into chunks', (_, body, expected) => {
    for (const chunkSize of [1, 2, 3, 1_000]) expect(linesOf(body, chunkSize)).toEqual(expected);
  });

  it('refuses a line above the limit, naming the limit, before all of it is in memory', () => {
    const splitter = new LineSplitter(10, () => undefined);
    splitter.push(Buffer.from('0123456789'));
    expect(() => splitter.push(Buffer.from('x'))).toThrow('ingest.maxLineBytes (10 bytes)');
    expect(() => linesOf('01234567890\n', 1_000, 10)).toThrow(Refusal);
    expect(linesOf('0123456789\n', 4, 10)).toEqual(['0123456789']);
  });

  it('hands out lines that later chunks do not change', () => {
    const lines: Buffer[] = [];
    const splitter = new LineSplitter(1_000, (line) => lines.push(line));
    for (const piece of ['on', 'e\ntw', 'o\nthr', 'ee\n']) splitter.push(Buffer.from(piece));
    expect(lines.map(String)).toEqual(['one', 'two', 'three']);
  });
});
