import type { AlertSort } from '@tocsin/api-contract';
import { LEVELS } from '@tocsin/event-model';

import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor';
import { PlainProblem } from '../../http/problem';
import type { AlertFilter } from './alert-filter';

/** SQL of an alert's severity as a number that grows with it, as the index of the most severe has it. */
export const SEVERITY_RANK = `array_position(ARRAY[${LEVELS.map((level) => `'${level}'`).join(', ')}]::text[], alert.severity)`;

/** What of a row its place in the list is made of. */
export interface PlacedRow {
  readonly id: string;
  readonly cursor_at: string;
  readonly cursor_rank: number;
}

export const PLACE_COLUMNS = `${cursorTime('alert.last_at')} AS cursor_at, ${SEVERITY_RANK} AS cursor_rank`;

/** SQL that sorts a list. */
export function orderBy(sort: AlertSort): string {
  const direction = sort === 'oldest' ? 'ASC' : 'DESC';
  const rank = sort === 'severe' ? `${SEVERITY_RANK} DESC, ` : '';
  return `${rank}alert.last_at ${direction}, alert.id ${direction}`;
}

/** SQL that leaves out everything up to the cursor. @throws {PlainProblem} when it is not one of ours. */
export function afterCursor(cursor: string, sort: AlertSort, filter: AlertFilter): string {
  const [rank, rest] = sort === 'severe' ? split(cursor) : [0, cursor];
  const [lastAt, id] = decodeCursor(rest);
  const position = `${filter.parameter(lastAt)}::timestamptz, ${filter.parameter(id)}::uuid`;
  if (sort !== 'severe') return `(alert.last_at, alert.id) ${sort === 'oldest' ? '>' : '<'} (${position})`;
  return `(${SEVERITY_RANK}, alert.last_at, alert.id) < (${filter.parameter(rank)}::int, ${position})`;
}

export function cursorOf({ cursor_at, id, cursor_rank }: PlacedRow, sort: AlertSort): string {
  const cursor = encodeCursor([cursor_at, id]);
  return sort === 'severe' ? `${cursor_rank}.${cursor}` : cursor;
}

function split(cursor: string): [number, string] {
  const [, rank, rest] = /^(\d)\.(.+)$/.exec(cursor) ?? [];
  if (rank !== undefined && rest !== undefined) return [Number(rank), rest];
  throw new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
}
