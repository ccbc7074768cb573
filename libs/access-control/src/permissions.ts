import { PERMISSIONS, type Permission } from '@tocsin/api-contract';

/** What the first account may do: everything. */
export const SETUP_PERMISSIONS: readonly Permission[] = PERMISSIONS;

/** What an invited colleague may do unless the invitation says otherwise: the daily work, not the administration. */
export const RESPONDER_PERMISSIONS: readonly Permission[] = [
  'alert.acknowledge',
  'alert.handle',
  'alert.read',
  'event.read',
  'incident.handle',
  'incident.read',
  'last_seen.read',
  'parked.read',
  'rule.read',
  'source.read',
  'status.read',
  'watchlist.manage',
  'watchlist.read',
];
