import { ALIASES, ECS_ROOTS, type Alias } from './alias-table';

/** Where a key stood. Of two keys for one slot with the same rank, the one from the smaller place wins. */
export const PLACES = { top: 0, details: 1, dottedDetails: 2, fields: 3, dottedFields: 4 } as const;

export type Container = 'details' | 'fields';

/** What a key of a record says, whatever its value. */
export interface KeyMeaning {
  /** The key without the container it names: `x` of `details.x`. */
  readonly key: string;
  readonly place: number;
  readonly alias: Alias | undefined;
  /** An object under this key is ECS; this is its path. */
  readonly ecsRoot: string | undefined;
  /** An object under this key holds keys like those beside it. */
  readonly container: Container | undefined;
  /** The shipper asks for a type by the key's ending. */
  readonly cast: 'int' | 'float' | undefined;
}

const MAX_CACHED = 10_000;
/** Longer keys are nobody's habit; kept, they would add up. */
const LONGEST_CACHED = 200;
const cache = new Map<string, KeyMeaning>();

/** The meaning of a key at the top of a record: `details.x` and `fields.x` are taken apart, `@` and case make no difference. */
export function meaningOf(rawKey: string): KeyMeaning {
  const cached = cache.get(rawKey);
  if (cached !== undefined) return cached;
  // Keys are the shippers' and may be endless; those in use come back at once.
  if (cache.size >= MAX_CACHED) cache.clear();
  const meaning = read(rawKey);
  if (rawKey.length <= LONGEST_CACHED) cache.set(rawKey, meaning);
  return meaning;
}

function read(rawKey: string): KeyMeaning {
  const [, name, inner] = /^@?(details|fields)\.(.+)$/is.exec(rawKey) ?? [];
  const key = inner ?? rawKey;
  const lower = key.toLowerCase();
  const bare = lower.replaceAll('@', '');
  const suffix = inner === undefined ? undefined : /_(int|float)$/.exec(bare);
  const cast = suffix?.[1] as 'int' | 'float' | undefined;
  const known = suffix ? bare.slice(0, suffix.index) : bare;
  return {
    key,
    place: placeOf(name?.toLowerCase()),
    alias: ALIASES.get(lower) ?? ALIASES.get(known),
    ecsRoot: ECS_ROOTS.has(bare) ? bare : undefined,
    container: inner === undefined && (bare === 'details' || bare === 'fields') ? bare : undefined,
    cast,
  };
}

function placeOf(dottedContainer: string | undefined): number {
  if (dottedContainer === undefined) return PLACES.top;
  return dottedContainer === 'details' ? PLACES.dottedDetails : PLACES.dottedFields;
}
