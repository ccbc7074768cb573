/** PostgreSQL's own limit is 65,535; one query may hold several expressions. */
const MAX_PARAMETERS = 30_000;

/** The values of one statement; SQL text refers to them by number and never contains them. */
export class SqlParameters {
  private readonly references = new Map<string, string>();

  constructor(private readonly values: unknown[]) {}

  /** A typed reference to the value: `$3::text`. The same value is sent once. */
  add(value: string | number | readonly string[], type: 'text' | 'text[]' | 'numeric' | 'inet' | 'jsonpath'): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.references.get(key);
    if (known) return known;
    if (this.values.length >= MAX_PARAMETERS)
      throw new RangeError(`A query may hold ${MAX_PARAMETERS} values; split it.`);
    this.values.push(typeof value === 'number' ? String(value) : value);
    const reference = `$${this.values.length}::${type}`;
    this.references.set(key, reference);
    return reference;
  }
}
