import type { EntryRow } from '../entries/entry-row';

/** From free to strict. */
const MARKINGS = ['clear', 'white', 'green', 'amber', 'amber+strict', 'red'];

/** What a feed that names an indicator twice says of it: the surest, the strictest, the longest; of the rest the later word. */
export function mergeIndicators(one: EntryRow, other: EntryRow): EntryRow {
  const facts = { ...one.facts, ...other.facts };
  const both = [one.facts, other.facts];
  const keep = (name: string, choose: (values: unknown[]) => unknown) => {
    const values = both.map((each) => each[name]).filter((value) => value !== undefined);
    if (values.length > 0) facts[name] = choose(values);
  };
  keep('confidence', (values) => Math.max(...values.map(Number)));
  keep('tlp', (values) => MARKINGS[Math.max(...values.map((value) => MARKINGS.indexOf(String(value))))]);
  keep('firstSeen', (values) => values.map(String).sort()[0]);
  keep('lastSeen', (values) => values.map(String).sort().at(-1));
  return {
    ...other,
    facts,
    validFrom: bound(one.validFrom, other.validFrom, Math.min),
    expiresAt: bound(one.expiresAt, other.expiresAt, Math.max),
  };
}

/** No bound is wider than any. */
function bound(one: Date | null, other: Date | null, choose: (one: number, other: number) => number): Date | null {
  return one === null || other === null ? null : new Date(choose(one.getTime(), other.getTime()));
}
