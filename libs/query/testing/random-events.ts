import type { FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { Random } from '@tocsin/testing';

/** Small enough that conditions meet values, odd enough that engines would disagree where they can. */
export const WORDS = [
  'alice', 'ALICE', 'Alice Cooper', 'root', 'Müller', 'MÜLLER', 'müller', 'straße', 'STRASSE', 'ΣΊΣΥΦΟΣ', 'σίσυφος',
  'Иван', 'иван', 'k', 'K', '\u212a', 'İstanbul', 'ılık', 'ſ', '😀', '😀😀', 'a😀b', '', ' ', 'a b', 'a\nb', 'a\tb',
  '100%', '100x', 'a_c', 'abc', 'a*c', 'a?c', 'C:\\Windows\\cmd.exe', 'c:\\windows\\CMD.EXE', '\\', '"quoted"', "it's",
  'null', 'true', '5', '22', '22.0', '10.0.0.1', '[x]', '{x}', '(x)', 'x|y', '^x$', 'a.b', 'a#b@c&d<e>f~g', 'x'.repeat(300),
] as const; // prettier-ignore

export const ADDRESSES = [
  '10.0.0.1', '10.0.0.2', '10.1.2.3', '192.168.1.1', '0.0.0.0', '255.255.255.255', '::1', '::', 'fe80::1', 'FE80::1',
  '2001:db8::1', '2001:0db8:0:0::0001', '::ffff:10.0.0.1', '::ffff:a00:2', 'febf::1',
] as const; // prettier-ignore

export const NUMBERS = [0, 1, -1, 5, 22, 22.5, 443, 65_535, 1e15, 2 ** 53] as const;
export const MOMENTS = ['2026-11-23T23:59:59.999Z', '2026-11-24T00:00:00.000Z', '2026-11-24T08:00:00.001Z'] as const;

export const KEYWORD_FIELDS = ['user.name', 'process.command_line', 'tags', 'event.code'] as const;
export const DETAIL_FIELDS = ['details.a', 'details.b.c', 'details.b', 'details.list.item', 'details.x.y.z'] as const;
export const ADDRESS_FIELDS = ['source.ip', 'related.ip'] as const;
export const NUMBER_FIELDS = ['source.port', 'event.severity'] as const;
export const MOMENT_FIELDS = ['@timestamp', 'event.ingested'] as const;

/** An event that every store takes: typed fields hold their types. */
export function randomEvent(random: Random): SecurityEvent {
  const event: SecurityEvent = { '@timestamp': random.pick(MOMENTS), message: randomMessage(random) };
  maybe(random, event, 'event.ingested', () => random.pick(MOMENTS));
  maybe(random, event, 'user.name', () => random.pick(WORDS));
  maybe(random, event, 'process.command_line', () => `${random.pick(WORDS)} ${random.pick(WORDS)}`);
  maybe(random, event, 'tags', () => random.list(3, () => random.pick(WORDS)));
  maybe(random, event, 'event.code', () => random.pick([22, '22', 4625, 'true', true]));
  maybe(random, event, 'source.ip', () => random.pick(ADDRESSES));
  maybe(random, event, 'related.ip', () => random.list(3, () => random.pick(ADDRESSES)));
  maybe(random, event, 'source.port', () => random.pick([0, 5, 22, 443, 65_535]));
  maybe(random, event, 'event.severity', () => random.pick([0, 1, 5, 7]));
  maybe(random, event, 'details', () => randomDetails(random));
  return event;
}

function randomMessage(random: Random): string {
  return [random.pick(WORDS), random.pick(ADDRESSES), random.pick(WORDS)].join(' ');
}

function randomDetails(random: Random): { readonly [key: string]: FieldValue } {
  const details: { [key: string]: FieldValue } = {};
  const scalar = (): FieldValue => random.pick<FieldValue>([...WORDS, 5, 22, 443, true, false, null]);
  if (random.isOneIn(2)) details['a'] = random.isOneIn(3) ? random.list(3, scalar) : scalar();
  if (random.isOneIn(3)) details['b'] = random.isOneIn(2) ? { c: scalar() } : scalar();
  if (random.isOneIn(4)) details['b.c'] = scalar();
  if (random.isOneIn(3)) details['list'] = random.list(3, () => (random.isOneIn(3) ? scalar() : { item: scalar() }));
  if (random.isOneIn(4)) details['x.y'] = { z: scalar() };
  if (random.isOneIn(4)) details['x'] = { 'y.z': scalar(), y: { z: scalar() } };
  return details;
}

function maybe(random: Random, event: SecurityEvent, field: string, make: () => FieldValue): void {
  if (!random.isOneIn(3)) event[field] = random.isOneIn(12) ? null : make();
}
