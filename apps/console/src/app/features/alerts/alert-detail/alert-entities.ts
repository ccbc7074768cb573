import type { AlertSummary, Alert } from '@tocsin/api-contract';

export interface NamedEntity {
  readonly field: string;
  readonly value: string;
}

/** Fields whose values are somebody or something, and not a property of it. */
const ENTITY_FIELDS = new Set([
  'source.ip',
  'source.address',
  'source.domain',
  'destination.ip',
  'destination.address',
  'destination.domain',
  'host.name',
  'host.hostname',
  'host.ip',
  'user.name',
  'user.target.name',
  'process.name',
  'url.domain',
]);

/** Whom the alert is about: its own entity first, then those its proof names. */
export function entitiesOf(
  alert: Pick<AlertSummary, 'entity'>,
  proofs: readonly (Alert['proof'] | null)[],
): NamedEntity[] {
  const conditions = proofs.flatMap((proof) => proof?.selections ?? []).flatMap((selection) => selection.conditions);
  const named = conditions
    .filter(
      (condition) => ENTITY_FIELDS.has(condition.field) && condition.seen !== '' && !/^count/.test(condition.operator),
    )
    .map(({ field, seen }) => ({ field, value: seen }));
  const all = alert.entity === null ? named : [alert.entity, ...named];
  return [...new Map(all.map((entity) => [`${entity.field}\u0000${entity.value}`, entity] as const)).values()];
}
