import { fieldSpec, type FieldValue } from '@tocsin/event-model';

import { parseTime, type TimeFrame } from '../../time/parse-time';
import { placeEnd, readAddress } from '../../values/address';
import { readOutcome } from '../../values/outcome';
import { readFacility, readPriority, readSeverity, type Coded } from '../../values/syslog-priority';
import { fitValue, readWhole } from '../../values/typed-value';

export type Fields = Readonly<Record<string, FieldValue>>;

/** A place in the event that one value of the record can take. */
export interface Slot {
  readonly name: string;
  /**
   * The fields the value becomes, the one it is meant for first; `undefined` when it does not fit. The others are only set where
   * nothing more specific sets them.
   */
  readonly read: (value: unknown, frame: TimeFrame) => Fields | undefined;
  /** A word of so many meanings that a value which does not fit is no mistake worth a note. */
  readonly isAmbiguous?: true;
  /** The value takes this field instead when nothing else does, and is kept in details as it came. */
  readonly standsInFor?: string;
}

/** ECS keeps these as lists even when they hold one value. */
const LISTS = /^(?:event\.(?:category|type)|tags|related\..*)$/;

const CATEGORIES = new Set(
  [
    ['api', 'authentication', 'configuration', 'database', 'driver', 'email', 'file', 'host', 'iam'],
    ['intrusion_detection', 'library', 'malware', 'network', 'package', 'process', 'registry', 'session'],
    ['threat', 'vulnerability', 'web'],
  ].flat(),
);
const TYPES = new Set(
  [
    ['access', 'admin', 'allowed', 'change', 'connection', 'creation', 'deletion', 'denied', 'device', 'end'],
    ['error', 'group', 'indicator', 'info', 'installation', 'protocol', 'start', 'user'],
  ].flat(),
);

/** The slot of a field, in the field's type. */
export function fieldSlot(name: string): Slot {
  const spec = fieldSpec(name);
  if (spec === undefined) throw new Error(`${name} is not a field of the event model; add it to FIELDS.`);
  const isList = LISTS.test(name);
  return slot(name, (value, frame) => {
    const fitted = fitValue(spec, value, frame);
    if (fitted === undefined) return undefined;
    return { [name]: isList && !Array.isArray(fitted) ? [fitted] : fitted };
  });
}

const plainMessage = fieldSlot('message');
const plainProgram = fieldSlot('process.name');

/** One text for people: several become its lines. */
export const messageSlot = slot('message', (value, frame) => {
  if (typeof value === 'string') return { message: value };
  const fitted = plainMessage.read(value, frame)?.['message'];
  return fitted === undefined ? undefined : { message: Array.isArray(fitted) ? fitted.join('\n') : fitted };
});

/** A message only when it is text. */
export const plainTextSlot: Slot = {
  ...slot('message', (value) => (typeof value === 'string' ? { message: value } : undefined)),
  isAmbiguous: true,
};

export const timeSlot = slot('@timestamp', (value, frame) => {
  const instant = parseTime(value, frame);
  return instant === undefined ? undefined : { '@timestamp': new Date(instant).toISOString() };
});

export const severitySlot = fewWords('log.level', (value) => {
  const priority = isTooLargeForSeverity(value) ? readPriority(value) : undefined;
  const severity = priority?.severity ?? readSeverity(value);
  if (severity === undefined) return undefined;
  const level = { 'log.level': severity.name, 'event.severity': severity.code };
  return priority === undefined ? level : { ...level, ...facilityFields(priority.facility) };
});

/** A level that is no severity (`audit`) is still what the product calls it. */
export const ecsLevelSlot: Slot = {
  ...severitySlot,
  read: (value, frame) =>
    severitySlot.read(value, frame) ?? (typeof value === 'string' ? { 'log.level': value } : undefined),
};

export const facilitySlot = fewWords('log.syslog.facility.name', (value) => {
  const facility = readFacility(value);
  if (facility !== undefined) return facilityFields(facility);
  return typeof value === 'string' && !/^\d+$/.test(value) ? { 'log.syslog.facility.name': value } : undefined;
});

/** `123`, `[123]`, `sshd[123]`. */
export const pidSlot = slot('process.pid', (value) => {
  const [, program, inBrackets] = typeof value === 'string' ? (/^(.*)\[(\d+)\]:?$/.exec(value.trim()) ?? []) : [];
  const pid = readWhole(inBrackets ?? value);
  if (pid === undefined) return undefined;
  return program ? { 'process.pid': pid, 'process.name': program } : { 'process.pid': pid };
});

/** `sshd`, and `sshd[123]:` as syslog writes it. */
export const programSlot = slot('process.name', (value, frame) => {
  if (typeof value !== 'string' || !value.includes(']')) return plainProgram.read(value, frame);
  const [, program, pid] = /^([^[\]]+)\[(\d{1,15})\]:?$/.exec(value.trim()) ?? [];
  return program === undefined ? { 'process.name': value } : { 'process.name': program, 'process.pid': Number(pid) };
});

export const sourceSlot = slot('source.ip', (value) => placeEnds('source', value));
export const destinationSlot = slot('destination.ip', (value) => placeEnds('destination', value));

export const outcomeSlot: Slot = {
  ...slot('event.outcome', (value) => {
    const outcome = readOutcome(value);
    return outcome === undefined ? undefined : { 'event.outcome': outcome };
  }),
  isAmbiguous: true,
};

/** MozDef's category, and ECS's where it has the same word. */
export const categorySlot = slot('tocsin.category', (value) => {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  const field = CATEGORIES.has(word) ? 'event.category' : TYPES.has(word) ? 'event.type' : undefined;
  return field === undefined ? { 'tocsin.category': value } : { 'tocsin.category': value, [field]: [word] };
});

/** The first address of a proxy's list: the client, if the list can be believed; so it yields to a source that is told. */
export const forwardedSlot: Slot = {
  ...slot('x-forwarded-for', (value) => {
    const first = (Array.isArray(value) ? value : [value])
      .flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : []))
      .map(readAddress)
      .find((address) => address !== undefined);
    return first === undefined ? undefined : { 'source.nat.ip': first };
  }),
  standsInFor: 'source.ip',
};

/** One end, or several when all of them are addresses or all are names. */
function placeEnds(end: 'source' | 'destination', value: unknown): Fields | undefined {
  if (!Array.isArray(value)) return placeEnd(end, value);
  const placed = value.map((one: unknown) => placeEnd(end, one));
  for (const field of [`${end}.ip`, `${end}.domain`]) {
    const values = placed.map((one) => one?.[field]).filter((one) => one !== undefined);
    if (values.length > 0 && values.length === placed.length) return { [field]: values };
  }
  return undefined;
}

function slot(name: string, read: Slot['read']): Slot {
  return { name, read };
}

const MAX_WORDS = 500;

/** A slot whose values are the same few words in every event: each is read once. */
function fewWords(name: string, read: (value: unknown) => Fields | undefined): Slot {
  const known = new Map<unknown, Fields | undefined>();
  return slot(name, (value) => {
    if (known.has(value)) return known.get(value);
    const fields = read(value);
    const isShort = typeof value === 'number' || (typeof value === 'string' && value.length < 32);
    if (isShort && known.size < MAX_WORDS) known.set(value, fields);
    return fields;
  });
}

function facilityFields(facility: Coded): Fields {
  return { 'log.syslog.facility.name': facility.name, 'log.syslog.facility.code': facility.code };
}

function isTooLargeForSeverity(value: unknown): boolean {
  return typeof value === 'string'
    ? /^<\d+>$|^\d{2,3}$|^[89]$/.test(value.trim())
    : typeof value === 'number' && value > 7;
}
