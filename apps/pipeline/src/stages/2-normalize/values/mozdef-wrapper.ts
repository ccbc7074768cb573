import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { JsonRecord, NormalizerContext } from '@tocsin/plugin-kit';

import { aliasPatch } from '../shippers/alias/alias-patch';

/** What was put around a sensor's record for MozDef: by syslog-ng, around its text, or by MozDef itself, around the opened record. */
export interface Wrapping {
  readonly provider: string | undefined;
  /** The key that names the provider. */
  readonly namedBy: string;
  /** The record as text. */
  readonly text: string | undefined;
  /** The record, where somebody opened it before us. */
  readonly details: JsonRecord | undefined;
  /** All the rest, under its own names. */
  readonly around: JsonRecord;
}

/** A record, and what it says in our words. */
export interface Opened {
  readonly fields: Words;
  readonly record: JsonRecord;
}

type Words = Readonly<Record<string, FieldValue | undefined>>;
type Details = Readonly<Record<string, FieldValue>>;

const NOTES = 'tocsin.notes';
const HOSTS = ['host_from', 'hostname'];
/** What the shipper knows better than the record. */
const SHIPPERS = /^(?:@timestamp|message|host\.name|process\..*|log\..*|event\.(?:severity|module)|tocsin\..*|tags)$/;

/** Whether a record says that it holds one of a category: `{category, customendpoint, …}`, where the endpoint may be that of its way. */
export function isWrapped(event: SecurityEvent, record: JsonRecord, categories: ReadonlySet<string>): boolean {
  const category = record['category'] ?? record['CATEGORY'] ?? record['Category'];
  if (!categories.has(category as string)) return false;
  return keysOf(record, 'customendpoint').length > 0 || event['tocsin.application'] !== undefined;
}

/** The record that MozDef opened, when an event that it stored comes from there: it has forgotten the endpoint then. */
export function storedDetails(record: JsonRecord, categories: ReadonlySet<string>): JsonRecord | undefined {
  if (!categories.has(record['category'] as string)) return undefined;
  return isObject(record['details']) ? (record['details'] as JsonRecord) : undefined;
}

/** Of two sources, in capitals and in small letters, the one that names the log is the first for most and the last for some. */
export function readWrapping(record: JsonRecord, namedBy: 'first' | 'last' = 'first'): Wrapping {
  const sources = keysOf(record, 'source').filter((key) => textOf(record, key) !== undefined);
  const source = sources.at(namedBy === 'first' ? 0 : -1);
  const inner = keysOf(record, 'details').find((key) => isObject(record[key]));
  const text = inner === undefined ? keysOf(record, 'message').find((key) => textOf(record, key)) : undefined;
  const read = new Set([source, inner, text]);
  return {
    provider: textOf(record, source),
    namedBy: source ?? 'source',
    text: textOf(record, text),
    details: inner === undefined ? undefined : (record[inner] as JsonRecord),
    around: Object.fromEntries(Object.entries(record).filter(([key]) => !read.has(key))),
  };
}

/** The event of a record inside a wrapper: what the record says, what its shipper says, and in details both as they came. */
export function withShipper(
  { fields, record }: Opened,
  { around, details }: Wrapping,
  event: SecurityEvent,
  context: NormalizerContext,
): EventPatch {
  const words =
    details === undefined ? transportWords(around, fields, event, context) : aliasPatch(around, event, context);
  const patch: Record<string, FieldValue | undefined> = { ...fields };
  const displaced: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries<FieldValue | undefined>(words)) {
    if (field === 'details' || value === undefined) continue;
    if (field === NOTES) patch[field] = [patch[field] ?? [], value].flat();
    else if (patch[field] === undefined || SHIPPERS.test(field)) patch[field] = value;
    else if (!isSame(patch[field], value)) displaced[field] = value;
  }
  patch['details'] = beside({ ...displaced, ...(words['details'] as Details | undefined) }, record as Details);
  return patch;
}

/** Around a text stand the times, addresses and priorities of its way, not the record's: they stay in details. */
function transportWords(around: JsonRecord, fields: Words, event: SecurityEvent, context: NormalizerContext): Words {
  const [category, tags, summary] = ['category', 'tags', 'summary'].map((name) => keysOf(around, name).at(-1));
  const given = tags === undefined ? [] : [around[tags]].flat();
  const isRead = given.every((tag) => typeof tag === 'string');
  const all = [event.tags, isRead ? given : []].flat().filter((tag) => typeof tag === 'string' && tag !== '');
  const read = new Set([
    category,
    isRead ? tags : undefined,
    textOf(around, summary) === undefined ? undefined : summary,
  ]);
  return {
    'tocsin.category': textOf(around, category),
    'host.name': HOSTS.map((name) => textOf(around, keysOf(around, name)[0])).find((host) => host !== undefined),
    tags: all.length === 0 ? undefined : ([...new Set(all)] as FieldValue[]),
    message: textOf(around, summary),
    '@timestamp': fields['@timestamp'] === undefined ? aliasPatch(around, event, context)['@timestamp'] : undefined,
    details: Object.fromEntries(Object.entries(around).filter(([key]) => !read.has(key))) as Details,
  };
}

/** A name that both have is the record's; the other value gets a free one. */
export function beside(around: Details, record: Details): Details {
  const details = new Map(Object.entries(record));
  for (const [key, value] of Object.entries(around)) {
    let free = key;
    while (details.has(free) && !isSame(details.get(free), value)) free += '_';
    details.set(free, value);
  }
  return Object.fromEntries(details);
}

/** The keys of a name however they are written, those in capitals first. */
function keysOf(record: JsonRecord, name: string): readonly string[] {
  const keys: string[] = [];
  for (const key in record) if (key.length === name.length && key.toLowerCase() === name) keys.push(key);
  return keys.length > 1 ? keys.sort() : keys;
}

function textOf(record: JsonRecord, key: string | undefined): string | undefined {
  const value = key === undefined ? undefined : record[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
