import type { RemoveListEntriesQuery } from '@tocsin/api-contract';
import type { ListEntryEntity } from '@tocsin/database';
import { Brackets, type SelectQueryBuilder } from 'typeorm';

const SOON_MS = 7 * 86_400_000;

/** Narrows a query for the alias `entry` to the entries of a list that meet the conditions. */
export function filterEntries(
  select: SelectQueryBuilder<ListEntryEntity>,
  listId: string,
  { q, kind, state }: RemoveListEntriesQuery,
  now: Date,
): SelectQueryBuilder<ListEntryEntity> {
  select.where('entry.list_id = :listId AND entry.removed_at IS NULL', { listId });
  if (kind !== undefined) select.andWhere('entry.kind = :kind', { kind });
  if (state === 'live') select.andWhere('(entry.expires_at IS NULL OR entry.expires_at > :now)', { now });
  if (state === 'soon') {
    const soon = new Date(now.getTime() + SOON_MS);
    select.andWhere('entry.expires_at > :now AND entry.expires_at <= :soon', { now, soon });
  }
  if (state === 'expired') select.andWhere('entry.expires_at <= :now', { now });
  if (q === undefined) return select;
  return select.andWhere(
    new Brackets((where) =>
      where
        .where('strpos(lower(entry.value), lower(:q)) > 0', { q })
        .orWhere('strpos(lower(entry.facts::text), lower(:q)) > 0'),
    ),
  );
}
