import type { ListEntry } from '@tocsin/api-contract';
import type { ListEntryEntity } from '@tocsin/database';

/** An entry as callers see it. */
export function viewEntry(row: ListEntryEntity): ListEntry {
  const { id, kind, value, facts } = row;
  const validFrom = row.validFrom?.toISOString() ?? null;
  const expiresAt = row.expiresAt?.toISOString() ?? null;
  return { id, kind, value, facts, validFrom, expiresAt, createdAt: row.createdAt.toISOString() };
}
