import type { StoredEvent } from '@tocsin/event-store';
import { valueReader } from '@tocsin/query';

/** A spreadsheet takes a cell that begins so for a formula; in some countries a semicolon or a tab begins the next cell. */
const FORMULA = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t])(?=[=+\-@＝＋－＠])/gu;
/** Between the values of a field that has many. */
const BETWEEN = ', ';

/** A line of CSV (RFC 4180). A text that a spreadsheet would calculate gets an apostrophe in front of what would begin a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Head of a file of events: it says the zone, as times in spreadsheets lose theirs. */
export function csvHead(columns: readonly string[]): string {
  return csvLine(['timestamp (UTC)', 'id', ...columns, 'message']);
}

/** How one event becomes a line of a file with these columns. */
export function csvWriter(columns: readonly string[]): (stored: StoredEvent) => string {
  const readers = [...columns, 'message'].map((column) => valueReader(column));
  return ({ id, event }) => {
    const texts = readers.map((read) => {
      const values: string[] = [];
      read(event, (value) => {
        values.push(String(value));
        return false;
      });
      return values.join(BETWEEN);
    });
    return csvLine([event['@timestamp'], id, ...texts]);
  };
}

function csvCell(text: string): string {
  const safe = text.replaceAll(FORMULA, `'`);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
