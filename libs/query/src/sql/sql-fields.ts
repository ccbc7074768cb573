import { NotSearchable } from '../errors';
import type { SqlParameters } from './sql-parameters';

/** A condition on one value, given the SQL of that value as text. It may be NULL where the value is. */
export type ValueTest = (value: string) => string;

/** Each part more doubles the ways a name can be nested. */
const MAX_DETAIL_DEPTH = 6;
const PLAIN = `jsonb_typeof(node) IN ('string', 'number', 'boolean')`;

/** Reaches the values of a field inside the jsonb column `event`. */
export class SqlFields {
  constructor(private readonly parameters: SqlParameters) {}

  /** True when some value of the field passes; false, not NULL, when there is none. */
  some(field: string, test: ValueTest): string {
    if (field === 'details') return this.among(`jsonb_path_query(event -> 'details', 'lax $.**') AS node`, test);
    if (field.startsWith('details.')) return this.among(this.detailNodes(field), test);
    const value = `event -> ${this.parameters.add(field, 'text')}`;
    const text = `event ->> ${this.parameters.add(field, 'text')}`;
    const elements = this.among(`jsonb_path_query(${value}, 'lax $[*][*][*]') AS node`, test);
    return `(CASE jsonb_typeof(${value}) WHEN 'array' THEN ${elements} WHEN 'object' THEN FALSE ELSE coalesce(${text} IS NOT NULL AND ${test(`(${text})`)}, FALSE) END)`;
  }

  /** True when some plain value anywhere in the event passes, but for those of the excluded fields. */
  someText(excluded: readonly string[], test: ValueTest): string {
    const others = this.parameters.add(excluded, 'text[]');
    const nodes = `jsonb_each(event) AS entry, jsonb_path_query(entry.value, 'lax $.**') AS node`;
    return `EXISTS (SELECT FROM ${nodes} WHERE entry.key <> ALL (${others}) AND ${PLAIN} AND ${test(`(node #>> '{}')`)})`;
  }

  private among(nodes: string, test: ValueTest): string {
    return `EXISTS (SELECT FROM ${nodes} WHERE ${PLAIN} AND ${test(`(node #>> '{}')`)})`;
  }

  /** A dotted name may be nested, dotted or both; lax paths go through arrays by themselves. */
  private detailNodes(field: string): string {
    const segments = field.slice('details.'.length).split('.');
    if (segments.length > MAX_DETAIL_DEPTH)
      throw new NotSearchable(field, `its name has more than ${MAX_DETAIL_DEPTH} parts below details.`);
    const paths = splittings(segments).map(
      (keys) => `lax $${keys.map((key) => `.${JSON.stringify(key)}`).join('')}[*][*][*]`,
    );
    const queries = paths.map(
      (path) => `SELECT jsonb_path_query(event -> 'details', ${this.parameters.add(path, 'jsonpath')}) AS node`,
    );
    return `(${queries.join(' UNION ALL ')}) AS nodes`;
  }
}

/** a.b.c → [a,b,c], [a,b.c], [a.b,c], [a.b.c]. */
function splittings(segments: readonly string[]): string[][] {
  if (segments.length === 0) return [[]];
  return segments.flatMap((_, index) => {
    const key = segments.slice(0, index + 1).join('.');
    return splittings(segments.slice(index + 1)).map((rest) => [key, ...rest]);
  });
}
