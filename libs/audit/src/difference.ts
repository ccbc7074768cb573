import { isDeepStrictEqual } from 'node:util';

/** Of two views of one thing, what is not the same: how it was and how it is. */
export function difference<T extends object>(before: T, after: T): { before: object; after: object } {
  const names = Object.keys({ ...before, ...after }) as (keyof T)[];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const only = (view: T) => Object.fromEntries(changed.map((name) => [name, view[name] ?? null]));
  return { before: only(before), after: only(after) };
}
