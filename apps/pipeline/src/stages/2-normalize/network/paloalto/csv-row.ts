const MAX_COLUMNS = 200;

/** One row of comma-separated values; inside quotes a comma is text and two quotes are one. Goes over the text once. */
export function readCsvRow(text: string): string[] {
  const columns: string[] = [];
  let at = 0;
  while (at <= text.length && columns.length < MAX_COLUMNS) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      columns.push(text.slice(at + 1, end).replaceAll('""', '"'));
      const comma = text.indexOf(',', end);
      at = comma < 0 ? text.length + 1 : comma + 1;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      columns.push(text.slice(at, end));
      at = end + 1;
    }
  }
  return columns;
}

function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}
