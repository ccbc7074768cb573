import { FIELDS } from '@tocsin/event-model';

const BY_LOWER_CASE = new Map(FIELDS.map(({ name }) => [name.toLowerCase(), name]));
const GROUPS = new Set(FIELDS.map(({ name }) => name.split('.')[0]!));

/**
 * The field a person means: ours in any case; a name in one of our groups (`host.owner.team`) as it is; anything else is
 * something a shipper called so, and that rests in `details`.
 */
export function meantField(name: string): string {
  const known = BY_LOWER_CASE.get(name.toLowerCase());
  if (known) return known;
  return name.includes('.') && GROUPS.has(name.split('.')[0]!) ? name : `details.${name}`;
}
