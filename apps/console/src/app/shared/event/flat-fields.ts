export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** The text is that of several values, or of none that could be asked for. */
  readonly isMany?: true;
}

/** Deeper nesting is shown as JSON. */
const DEEPEST = 8;

/** An event as a list of dotted names with their values as text, by name; time and message lead. */
export function flatFields(event: Readonly<Record<string, unknown>>): NamedValue[] {
  const fields = Object.entries(event).flatMap(([name, value]) => flatten(name, value, 1));
  return fields.sort((one, other) => rank(one.name) - rank(other.name) || (one.name < other.name ? -1 : 1));
}

function flatten(name: string, value: unknown, depth: number): NamedValue[] {
  if (typeof value === 'string') return [{ name, value }];
  const isNested = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < DEEPEST;
  if (!isNested) return [leaf(name, value)];
  return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner, depth + 1));
}

function leaf(name: string, value: unknown): NamedValue {
  const [only] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value];
  const isMany = typeof only === 'object';
  return isMany ? { name, value: listed(value), isMany } : { name, value: listed(value) };
}

function listed(value: unknown): string {
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
  return isPlainList ? value.map(String).join(', ') : JSON.stringify(value);
}

function rank(name: string): number {
  return ['@timestamp', 'message'].includes(name) ? 0 : 1;
}
