import type { TsvFile } from './tsv-row';

const HEADER = /^#(?:(?:set_separator|empty_field|unset_field|path|open|close|fields|types)\t|separator )/;
/** Files that are being read at one time; a file that is forgotten is read by what is known of its log. */
const MAX_FILES = 1_000;

/** Whether a line is one of those that stand before the rows of a file and after them. */
export function isTsvHeader(line: string): boolean {
  return line.startsWith('#') && HEADER.test(line);
}

/** What the header of each file said, for the rows that follow it. */
export class TsvHeaders {
  private readonly files = new Map<string, TsvFile>();

  /** @param line one for which {@link isTsvHeader} holds. */
  learn(file: string, line: string): void {
    const [word, ...values] = line.trimEnd().split('\t');
    if (word === '#path') this.set(file, { ...this.of(file), name: values[0] });
    if (word === '#fields') this.set(file, { ...this.of(file), columns: values });
    if (word === '#close') this.files.delete(file);
  }

  of(file: string): TsvFile | undefined {
    return this.files.get(file);
  }

  private set(file: string, known: TsvFile): void {
    if (this.files.size >= MAX_FILES && !this.files.has(file)) this.files.clear();
    this.files.set(file, known);
  }
}
