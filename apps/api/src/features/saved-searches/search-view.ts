import type { Actor } from '@tocsin/access-control';
import { DomainError, type SavedSearch } from '@tocsin/api-contract';
import type { AccountEntity, SavedSearchEntity } from '@tocsin/database';

/** Somebody else was faster; the caller gets to see what they made of it. */
export class SearchChanged extends DomainError {
  readonly code = 'search.changed';
  readonly kind = 'stale';

  constructor(override readonly current: SavedSearch) {
    super('Somebody changed the search meanwhile. Look at it as it is now, then change it again.');
  }
}

export function mayShare({ permissions }: Actor): boolean {
  return permissions.includes('search.share');
}

/** A saved search as this person sees it. */
export function viewSearch(row: SavedSearchEntity, owner: AccountEntity | undefined, by: Actor): SavedSearch {
  const { id, name, audience, q, time, columns, sort, version } = row;
  const { username = '', displayName = '' } = owner ?? {};
  return {
    ...{ id, name, audience, q, time, columns, sort, version },
    owner: { id: row.ownerId, username, displayName },
    mayChange: row.ownerId === by.accountId || mayShare(by),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
