import type { EntityKind } from '@tocsin/api-contract';

/** What the kinds are called. */
export const ENTITY_WORDS: Readonly<
  Record<EntityKind, { readonly one: string; readonly many: string; readonly name: string }>
> = {
  asset: { one: 'asset', many: 'Assets', name: 'Host' },
  identity: { one: 'identity', many: 'Identities', name: 'Account' },
  attacker: { one: 'attacker', many: 'Attackers', name: 'Address' },
};

export const ENTITY_KINDS_SHOWN = Object.keys(ENTITY_WORDS) as EntityKind[];
