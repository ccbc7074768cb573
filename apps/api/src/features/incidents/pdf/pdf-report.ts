import { setImmediate } from 'node:timers/promises';

import type { Report, ReportBlock } from '../incident-report';
import { linesOf } from './pdf-lines';
import { PdfPages } from './pdf-page';

const BODY = { font: 'text', size: 9 } as const;
const HEAD = { font: 'strong', size: 9 } as const;
const GAP = 8;
/** So many rows or lines are written before others get their turn. */
const TURN = 50;
/** Signs of a column's values that count for its width. */
const MOST_WIDE = 60;

type TableBlock = Extract<ReportBlock, { kind: 'table' }>;

/** A report as PDF, A4. Text of others is text: there is no link, no script, no form and nothing to load in it. */
export async function pdfOf({ title, sections }: Report): Promise<Buffer> {
  const pages = new PdfPages(title, title.slice(0, 100));
  pages.text(title, { font: 'strong', size: 16 });
  for (const { heading, blocks } of sections) {
    pages.space(12);
    pages.keep(48);
    pages.text(heading, { font: 'strong', size: 12 });
    pages.space(3);
    for (const block of blocks) {
      if (block.kind === 'text') await writeText(pages, block.text);
      else await writeTable(pages, block);
    }
  }
  return pages.end();
}

async function writeText(pages: PdfPages, text: string): Promise<void> {
  const lines = text.split(/\r\n|\r|\n/);
  for (let start = 0; start < lines.length; start += TURN) {
    pages.text(lines.slice(start, start + TURN).join('\n'), BODY);
    await setImmediate();
  }
}

async function writeTable(pages: PdfPages, { head, rows }: TableBlock): Promise<void> {
  const columns = columnsOf(pages.width, [head, ...rows]);
  if (head.some((word) => word !== '')) writeRow(pages, head, columns, HEAD);
  pages.rule();
  for (const [index, row] of rows.entries()) {
    writeRow(pages, row, columns, BODY);
    pages.rule();
    if (index % TURN === TURN - 1) await setImmediate();
  }
}

interface Column {
  readonly left: number;
  readonly width: number;
}

/** As wide as what stands in them asks for, within what a page has. */
function columnsOf(width: number, rows: readonly (readonly string[])[]): Column[] {
  const [first = []] = rows;
  const asked = first.map((_word, index) =>
    Math.max(6, ...rows.slice(0, 500).map((row) => Math.min(MOST_WIDE, row[index]?.length ?? 0))),
  );
  const sum = asked.reduce((total, one) => total + one, 0);
  const room = width - GAP * (asked.length - 1);
  let left = 0;
  return asked.map((one) => {
    const column = { left, width: (room * one) / sum };
    left += column.width + GAP;
    return column;
  });
}

function writeRow(
  pages: PdfPages,
  row: readonly string[],
  columns: readonly Column[],
  wish: typeof BODY | typeof HEAD,
): void {
  const cells = columns.map(({ width }, index) => linesOf(row[index] ?? '', { ...wish, width }));
  const height = Math.max(...cells.map(({ length }) => length));
  for (let line = 0; line < height; line += 1)
    pages.row(
      columns.map((column, index) => ({ ...column, line: cells[index]?.[line] })),
      wish,
    );
}
