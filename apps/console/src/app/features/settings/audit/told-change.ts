/** One part of a thing, as it was and as it is. */
export interface ToldChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What is different before and after, part by part; what is empty on both sides says nothing. */
export function toldChanges(before: unknown, after: unknown): ToldChange[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes = names.map((name) => ({ name, before: written(was[name]), after: written(is[name]) }));
  return changes.filter(({ before, after }) => before !== after);
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return { entries: value };
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
