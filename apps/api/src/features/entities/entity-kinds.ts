import type { EntityKind } from '@tocsin/api-contract';

/** Which last-seen list keeps a kind, and which field of events names it. */
export const ENTITY_SOURCES: Readonly<Record<EntityKind, { readonly list: string; readonly field: string }>> = {
  asset: { list: 'assets', field: 'host.name' },
  identity: { list: 'employees', field: 'user.name' },
  attacker: { list: 'attackers', field: 'source.ip' },
};

/** How long last-seen lists keep a key unless they are told otherwise. */
export const KEPT_DAYS = 400;

/** SQL of the value by which alerts are found; the index `alert_entity_idx` is on it. */
export const ALERT_ENTITY = 'left(lower(entity_value), 256)';
