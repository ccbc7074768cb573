import type { ListImportQuery } from '@tocsin/api-contract';

import { PlainProblem } from '../../../http/problem';
import { csvRows } from './csv-rows';
import { MAX_LINE_CHARACTERS, type ImportRecord } from './import-record';

/** Columns that say something of the entry itself; any other one is a fact. */
const OF_ENTRY = new Set(['value', 'kind', 'validFrom', 'expiresAt', 'values']);
/** Several values in one cell. */
const BETWEEN_VALUES = ';';

/** Which column holds what: positions by name. */
type Columns = readonly (readonly [name: string, position: number])[];

/** One entry a row. Rows that begin with `#` are remarks, as feeds have them before their header. */
export async function* readCsv(text: AsyncIterable<string>, query: ListImportQuery): AsyncGenerator<ImportRecord> {
  let columns = query.header ? undefined : numbered(query.columns);
  for await (const { line, cells } of csvRows(text, query.delimiter)) {
    if (cells === undefined) yield { line, problem: `it is longer than ${MAX_LINE_CHARACTERS} characters` };
    else if (cells[0]?.startsWith('#') === true) continue;
    else if (columns === undefined) columns = named(cells, query.columns);
    else yield { line, entry: entryOf(columns, cells) };
  }
}

function entryOf(columns: Columns, cells: readonly string[]): unknown {
  const entry: Record<string, unknown> = {};
  const facts: Record<string, string> = {};
  for (const [name, position] of columns) {
    const cell = cells[position]?.trim() ?? '';
    if (cell === '') continue;
    if (name === 'values') entry['values'] = cell.split(BETWEEN_VALUES).filter((value) => value.trim() !== '');
    else if (OF_ENTRY.has(name)) entry[name] = name === 'value' || name === 'kind' ? cell : rfc3339(cell);
    else facts[name] = name.endsWith('Seen') || name === 'modifiedAt' ? rfc3339(cell) : cell;
  }
  return { ...entry, facts };
}

/** Feeds write `2026-11-24 10:00:00` and mean UTC. */
function rfc3339(cell: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?: ?UTC)?$/.exec(cell);
  if (parts === null) return cell;
  const time = parts[2] ?? '00:00:00';
  return `${parts[1]}T${time.length === 5 ? `${time}:00` : time}Z`;
}

function named(header: readonly string[], map: ListImportQuery['columns']): Columns {
  const names = header.map((cell) => cell.trim());
  const wanted = Object.entries(map ?? Object.fromEntries(names.map((name) => [name, name])));
  const missing = wanted.filter(([, column]) => !names.includes(column)).map(([, column]) => column);
  if (missing.length > 0) throw unfit(`The first line names no column ${missing.join(', ')}.`);
  return withValue(wanted.map(([name, column]) => [name, names.indexOf(column)]));
}

function numbered(map: ListImportQuery['columns']): Columns {
  const columns = Object.entries(map ?? {}).map(([name, number]) => [name, Number(number) - 1] as const);
  if (columns.some(([, position]) => !Number.isInteger(position) || position < 0))
    throw unfit('Without a header, columns are named by number, from 1: value:1,reason:3.');
  return withValue(columns);
}

function withValue(columns: Columns): Columns {
  if (columns.some(([name]) => name === 'value' || name === 'values')) return columns;
  throw unfit('No column holds the value. Say which one does: columns=value:indicator.');
}

function unfit(detail: string): PlainProblem {
  return new PlainProblem('invalid', 'list.columns', detail);
}
