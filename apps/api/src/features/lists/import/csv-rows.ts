import { MAX_LINE_CHARACTERS } from './import-record';

/** Cells of a record and the line it begins at; no cells when it is too long. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
}

/** Reads CSV as RFC 4180 has it, with quotes inside of quotes doubled and line ends inside of quotes kept. */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRow> {
  const reader = new CsvReader(delimiter);
  for await (const chunk of text) yield* reader.take(chunk);
  yield* reader.end();
}

class CsvReader {
  private readonly delimiter: string;
  private cells: string[] = [];
  private cell = '';
  private length = 0;
  private isQuoted = false;
  private wasQuote = false;
  private line = 1;
  private startedAt = 1;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  *take(chunk: string): Generator<CsvRow> {
    for (const char of chunk) {
      if (char === '\n') this.line += 1;
      this.length += 1;
      if (this.isQuoted) this.takeQuoted(char);
      else if (char === '\n') yield* this.endRow();
      else this.takePlain(char);
    }
  }

  *end(): Generator<CsvRow> {
    if (this.cell !== '' || this.cells.length > 0) yield* this.endRow();
  }

  private takeQuoted(char: string): void {
    if (char === '"') {
      this.isQuoted = false;
      this.wasQuote = true;
    } else this.add(char);
  }

  private takePlain(char: string): void {
    if (char === '"' && (this.wasQuote || this.cell === '')) {
      if (this.wasQuote) this.add(char);
      this.isQuoted = true;
      this.wasQuote = false;
      return;
    }
    this.wasQuote = false;
    if (char === this.delimiter) {
      this.cells.push(this.cell);
      this.cell = '';
    } else if (char !== '\r') this.add(char);
  }

  /** What is too long is read to its end, and not kept. */
  private add(char: string): void {
    if (this.length <= MAX_LINE_CHARACTERS) this.cell += char;
  }

  private *endRow(): Generator<CsvRow> {
    const cells = [...this.cells, this.cell];
    const row = { line: this.startedAt, cells: this.length > MAX_LINE_CHARACTERS ? undefined : cells };
    [this.cells, this.cell, this.length, this.wasQuote, this.startedAt] = [[], '', 0, false, this.line];
    if (cells.length > 1 || cells[0] !== '') yield row;
  }
}
