/** Which parked events are meant; every part narrows. */
export interface ParkedFilter {
  readonly ids?: readonly string[] | undefined;
  readonly reasonCode?: string | undefined;
  readonly stage?: string | undefined;
  readonly source?: string | undefined;
  /** Text in reason, event id or the first 4,000 bytes. */
  readonly text?: string | undefined;
  /** Parked at or after … */
  readonly from?: Date | undefined;
  /** … and before. */
  readonly to?: Date | undefined;
}

const TEXT = `(reason ILIKE $n OR event_id ILIKE $n OR
  encode(substring(bytes FOR 4000), 'escape') ILIKE $n)`;

/** SQL condition on `parked_event`, with its parameters from the given number on. */
export function conditionOf(filter: ParkedFilter, first = 1): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const parts: string[] = [];
  const add = (value: unknown, sql: string): void => {
    if (value === undefined || value === '') return;
    parameters.push(value);
    parts.push(sql.replaceAll('$n', `$${first + parameters.length - 1}`));
  };
  add(filter.ids, 'id = ANY($n::uuid[])');
  add(filter.reasonCode, 'reason_code = $n');
  add(filter.stage, 'stage = $n');
  add(filter.source, 'source = $n');
  add(filter.from, 'parked_at >= $n');
  add(filter.to, 'parked_at < $n');
  add(filter.text === undefined || filter.text === '' ? undefined : `%${escapeLike(filter.text)}%`, TEXT);
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), parameters };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
