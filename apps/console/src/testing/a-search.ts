import type { SavedSearch } from '@tocsin/api-contract';

/** A saved search for specs. */
export function aSearch(patch: Partial<SavedSearch> = {}): SavedSearch {
  return {
    ...{ id: 's-1', name: 'Root logins', audience: 'private', q: 'user.name:root', time: { last: '24h' } },
    ...{ columns: ['user.name'], sort: 'newest', mayChange: true, version: 3 },
    owner: { id: 'mara-id', username: 'mara', displayName: 'Mara Hill' },
    createdAt: '2026-11-24T10:00:00.000Z',
    updatedAt: '2026-11-24T10:00:00.000Z',
    ...patch,
  };
}
