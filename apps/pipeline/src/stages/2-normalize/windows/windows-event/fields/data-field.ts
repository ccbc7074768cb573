const PREFIX = 'winlog.event_data.';
const MAX_CACHED = 5_000;
const LONGEST_CACHED = 200;
const cache = new Map<string, string>();

/** The field of a name of event data. Kept, because a text put together anew is slow as a key of an object. */
export function dataField(name: string): string {
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  if (cache.size >= MAX_CACHED) cache.clear();
  const field = PREFIX + name;
  if (name.length <= LONGEST_CACHED) cache.set(name, field);
  return field;
}
