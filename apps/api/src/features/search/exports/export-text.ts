import type { StoredEvent } from '@tocsin/event-store';

import { csvHead, csvWriter } from './csv';

/** UTF-16 units gathered before they are handed on: a line each would cost a system call each. */
const PORTION = 65_536;

/** What a file of events is to look like. */
export interface FileShape {
  readonly format: 'csv' | 'ndjson';
  readonly columns: readonly string[];
}

/**
 * The file in portions, each made when it is asked for.
 * @param counted is told after each portion is made how many events are in all of them; it may throw to end the file.
 */
export async function* exportText(
  events: AsyncIterable<StoredEvent>,
  { format, columns }: FileShape,
  counted: (events: number) => void,
): AsyncIterable<string> {
  const line = format === 'csv' ? csvWriter(columns) : ndjsonLine;
  let portion = format === 'csv' ? csvHead(columns) : '';
  let count = 0;
  for await (const stored of events) {
    portion += line(stored);
    count += 1;
    if (portion.length < PORTION) continue;
    counted(count);
    yield portion;
    portion = '';
  }
  counted(count);
  if (portion !== '') yield portion;
}

function ndjsonLine({ id, event }: StoredEvent): string {
  return `${JSON.stringify({ id, event })}\n`;
}
