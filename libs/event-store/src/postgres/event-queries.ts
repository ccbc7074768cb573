import { fieldSpec } from '@tocsin/event-model';
import { compileToSql, type Expr } from '@tocsin/query';

import { decodeCursor } from '../cursor';
import type { GroupRequest, HistogramRequest, SearchRequest, TimeRange, TopValuesRequest } from '../event-store';
import { timeSpan } from '../time-span';
import { ROW_COLUMNS } from './event-row';

/** Each part more doubles the ways a name can be nested. */
const MAX_DETAIL_DEPTH = 6;

/** SQL and its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** A page of events, by time and then id, after the cursor. */
export function pageStatement(request: SearchRequest, size: number): Statement {
  const values: unknown[] = [];
  const [direction, comparison] = request.sort === 'newest' ? ['DESC', '<'] : ['ASC', '>'];
  const conditions = [selection(request.expr, request.range, values)];
  if (request.cursor !== undefined) {
    const { at, id } = decodeCursor(request.cursor);
    values.push(new Date(at).toISOString(), id);
    conditions.push(`(ts, id) ${comparison} ($${values.length - 1}::timestamptz, $${values.length}::text)`);
  }
  const text = `
    SELECT ${ROW_COLUMNS} FROM events.entry WHERE ${conditions.join(' AND ')}
    ORDER BY ts ${direction}, id ${direction} LIMIT ${size}`;
  return { text, values };
}

/** The number of all events that match, as `total`. */
export function countStatement({ expr, range }: Pick<SearchRequest, 'expr' | 'range'>): Statement {
  const values: unknown[] = [];
  return { text: `SELECT count(*) AS total FROM events.entry WHERE ${selection(expr, range, values)}`, values };
}

/** Every group as `key`, `count`, `first`, `last`. */
export function groupStatement({ expr, range, groupBy, minCount }: GroupRequest): Statement {
  const values: unknown[] = [];
  const where = selection(expr, range, values);
  const keys = groupBy.map((field, position) => `LATERAL (${fieldValues(field, values)}) AS k${position} (value)`);
  const names = groupBy.map((_, position) => `k${position}.value`).join(', ');
  values.push(minCount);
  const text = `
    SELECT ARRAY[${names}] AS key, count(*) AS count, min(ts) AS first, max(ts) AS last
    FROM events.entry, ${keys.join(', ')} WHERE ${where}
    GROUP BY ${names} HAVING count(*) >= $${values.length}::bigint`;
  return { text, values };
}

/** The most frequent values as `value` and `count`, with the number of different ones as `distinct`. */
export function topValuesStatement({ expr, range, field, size }: TopValuesRequest): Statement {
  const values: unknown[] = [];
  const where = selection(expr, range, values);
  const text = `
    SELECT value, count, count(*) OVER () AS "distinct" FROM (
      SELECT k.value, count(*) AS count FROM events.entry, LATERAL (${fieldValues(field, values)}) AS k (value)
      WHERE ${where} GROUP BY k.value) AS found
    ORDER BY count DESC, value LIMIT ${size}`;
  return { text, values };
}

/** The number of events that match and have the field, as `events`, and of all that match, as `total`. */
export function presenceStatement({ expr, range, field }: TopValuesRequest): Statement {
  const values: unknown[] = [];
  const where = selection(expr, range, values);
  const text = `
    SELECT count(*) AS total, count(*) FILTER (WHERE EXISTS (${fieldValues(field, values)})) AS events
    FROM events.entry WHERE ${where}`;
  return { text, values };
}

/** Every bar as `from` and `count`. */
export function histogramStatement({ expr, range, seconds }: HistogramRequest): Statement {
  const values: unknown[] = [];
  const where = selection(expr, range, values);
  const column = timeColumn(range);
  const text = `
    SELECT date_bin('${seconds} seconds', ${column}, '1970-01-01T00:00:00Z') AS from, count(*) AS count
    FROM events.entry WHERE ${where} GROUP BY 1 ORDER BY 1`;
  return { text, values };
}

function timeColumn(range: TimeRange): string {
  return timeSpan(range).field === '@timestamp' ? 'ts' : 'ingested';
}

function selection(expr: Expr, range: TimeRange, values: unknown[]): string {
  const { from, to } = timeSpan(range);
  const column = timeColumn(range);
  values.push(new Date(from).toISOString(), new Date(to).toISOString());
  const span = `${column} >= $${values.length - 1}::timestamptz AND ${column} < $${values.length}::timestamptz`;
  return `${span} AND ${compileToSql(expr, values)}`;
}

/** The values of a field of one event as text, each once; an element of an array is a value of its own. */
function fieldValues(field: string, values: unknown[]): string {
  const paths = pathsTo(field).map((path) => {
    values.push(path);
    return `SELECT jsonb_path_query(event, $${values.length}::jsonpath) AS node`;
  });
  const text = `node #>> '{}'`;
  const value = fieldSpec(field)?.type === 'ip' ? addressText(text) : text;
  return `
    SELECT DISTINCT ${value} COLLATE "C" FROM (${paths.join(' UNION ALL ')}) AS nodes
    WHERE jsonb_typeof(node) IN ('string', 'number', 'boolean')`;
}

/**
 * Keys of the event are flat; those inside `details` may be nested, dotted or both, as they are to conditions. Lax paths go
 * through arrays by themselves.
 */
function pathsTo(field: string): string[] {
  if (!field.startsWith('details.')) return [pathOf([field])];
  const parts = field.slice('details.'.length).split('.');
  if (parts.length > MAX_DETAIL_DEPTH)
    throw new RangeError(`${field} has more than ${MAX_DETAIL_DEPTH} parts below details: it cannot be grouped by.`);
  return joinings(parts).map((keys) => pathOf(['details', ...keys]));
}

/** a.b.c → [a,b,c], [a,b.c], [a.b,c], [a.b.c]. */
function joinings([first = '', ...rest]: readonly string[]): string[][] {
  if (rest.length === 0) return [[first]];
  return joinings(rest).flatMap(([next = '', ...others]) => [
    [first, next, ...others],
    [`${first}.${next}`, ...others],
  ]);
}

function pathOf(keys: readonly string[]): string {
  return `lax $${keys.map((key) => `.${JSON.stringify(key)}`).join('')}[*][*][*]`;
}

/** One spelling per address; an IPv4 address mapped into IPv6 is the IPv4 address. */
function addressText(text: string): string {
  return `regexp_replace(host((${text})::inet), '^::ffff:(\\d+\\.\\d+\\.\\d+\\.\\d+)$', '\\1')`;
}
