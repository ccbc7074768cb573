import type { Actor } from '@tocsin/access-control';
import { DomainError, type SavedAlertView } from '@tocsin/api-contract';
import type { AccountEntity, AlertViewEntity } from '@tocsin/database';

/** Somebody else was faster; the caller gets to see what they made of it. */
export class AlertViewChanged extends DomainError {
  readonly code = 'alert_view.changed';
  readonly kind = 'stale';

  constructor(override readonly current: SavedAlertView) {
    super('Somebody changed the view meanwhile. Look at it as it is now, then change it again.');
  }
}

export function mayShare({ permissions }: Actor): boolean {
  return permissions.includes('search.share');
}

/** A saved view as this person sees it. */
export function showView(row: AlertViewEntity, owner: AccountEntity | undefined, by: Actor): SavedAlertView {
  const { id, name, audience, base, q, grouping, sort, version } = row;
  const { username = '', displayName = '' } = owner ?? {};
  return {
    ...{ id, name, audience, base, q, grouping, sort, version },
    owner: { id: row.ownerId, username, displayName },
    mayChange: row.ownerId === by.accountId || mayShare(by),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
