import type { Alert, AlertSummary } from './alert.contract';
import type { EntityKind } from './entity.contract';

/** A field and what stood in it. */
export interface NamedEntity {
  readonly field: string;
  readonly value: string;
}

/** Fields whose values are somebody or something, and not a property of it; with the kind of those that have a page. */
const ENTITY_FIELDS: Readonly<Record<string, EntityKind | null>> = {
  'source.ip': 'attacker',
  'source.address': null,
  'source.domain': null,
  'client.ip': 'attacker',
  'destination.ip': 'attacker',
  'destination.address': null,
  'destination.domain': null,
  'host.name': 'asset',
  'host.hostname': 'asset',
  'host.ip': null,
  'user.name': 'identity',
  'user.target.name': 'identity',
  'user.effective.name': 'identity',
  'process.name': null,
  'url.domain': null,
};

/** Longer names are nobody's: last-seen lists do not keep them, and no page has them. */
const LONGEST_KEY = 256;
const CONTROL = /\p{Cc}/u;

/** Which page tells more of the value; null when none does. */
export function entityKindOf({ field, value }: NamedEntity): EntityKind | null {
  const kind = Object.hasOwn(ENTITY_FIELDS, field) ? (ENTITY_FIELDS[field] ?? null) : null;
  return value === '' || value.length > LONGEST_KEY || CONTROL.test(value) ? null : kind;
}

/** Values an alert saw, its entity first, each once; how many of something there were is none. */
export function matchedValues({
  entity,
  proof,
  lastProof,
}: Pick<Alert, 'entity' | 'proof' | 'lastProof'>): NamedEntity[] {
  const conditions = [proof, lastProof].flatMap((one) => one?.selections ?? []).flatMap((one) => one.conditions);
  const seen = conditions.filter(({ operator, seen }) => seen !== '' && !/^(count|distinct)/.test(operator));
  const all = [...(entity === null ? [] : [entity]), ...seen.map(({ field, seen: value }) => ({ field, value }))];
  return [...new Map(all.map((one) => [`${one.field}\u0000${one.value}`, one] as const)).values()];
}

/** Whom the alert is about: its own entity first, then those its proofs name; each once. */
export function entitiesOf(
  alert: Pick<AlertSummary, 'entity'>,
  proofs: readonly (Alert['proof'] | null)[],
): NamedEntity[] {
  const conditions = proofs.flatMap((proof) => proof?.selections ?? []).flatMap((selection) => selection.conditions);
  const named = conditions
    .filter(
      ({ field, operator, seen }) => Object.hasOwn(ENTITY_FIELDS, field) && seen !== '' && !/^count/.test(operator),
    )
    .map(({ field, seen }) => ({ field, value: seen }));
  const all = alert.entity === null ? named : [alert.entity, ...named];
  return [...new Map(all.map((entity) => [`${entity.field}\u0000${entity.value}`, entity] as const)).values()];
}
