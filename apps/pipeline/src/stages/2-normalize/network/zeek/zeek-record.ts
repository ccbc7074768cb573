import type { SecurityEvent } from '@tocsin/event-model';
import type { JsonRecord, NormalizerContext } from '@tocsin/plugin-kit';

import { embeddedRecord } from '../../embedded-record';
import { isWrapped, readWrapping, storedDetails, type Wrapping } from '../../values/mozdef-wrapper';
import { guessLog, isKnownLog, logNameIn } from './zeek-logs';

/** A record of Zeek's, and what a shipper put around it. */
export interface ZeekRecord {
  readonly name: string | undefined;
  /** Absent when the text inside is not JSON. */
  readonly record: JsonRecord | undefined;
  readonly wrapping: Wrapping | undefined;
  /** What stood where the record should. */
  readonly text: string | undefined;
}

const UID = /^[CF][A-Za-z0-9]{9,25}$/;
const CATEGORIES = new Set(['bro', 'zeek']);
const MAX_DEPTH = 32;

/** Whether a record is Zeek's by its own keys, or as MozDef's shippers wrapped it. */
export function isZeek(event: SecurityEvent, { record }: Pick<NormalizerContext, 'record'>): boolean {
  return isWithin(event, record) || isBare(event, record);
}

/** Of an event that MozDef stored, the source is the log. */
function isWithin(event: SecurityEvent, record: JsonRecord): boolean {
  if (isWrapped(event, record, CATEGORIES)) return true;
  const { source } = record;
  return storedDetails(record, CATEGORIES) !== undefined && typeof source === 'string' && isKnownLog(source);
}

/** What to read of a record for which {@link isZeek} holds. */
export function openZeek(event: SecurityEvent, { record }: Pick<NormalizerContext, 'record'>): ZeekRecord {
  if (!isWithin(event, record)) return { name: nameOf(event, record), record, wrapping: undefined, text: undefined };
  const wrapping = readWrapping(record);
  const { provider, text, details } = wrapping;
  const inner = details ?? embeddedRecord(text, MAX_DEPTH);
  const name = logNameIn(provider);
  return { name, record: inner, wrapping: keepSource(wrapping, name), text: inner === undefined ? text : undefined };
}

/** A source that says more than the name of the log stays beside the record. */
function keepSource(wrapping: Wrapping, name: string | undefined): Wrapping {
  const { provider, namedBy, around } = wrapping;
  if (provider === undefined || provider.replace(/^(?:bro|zeek)_/, '') === name) return wrapping;
  return { ...wrapping, around: { ...around, [namedBy]: provider } };
}

function isBare(event: SecurityEvent, record: JsonRecord): boolean {
  if (!Object.hasOwn(record, 'ts')) return false;
  if (Object.hasOwn(record, 'id.orig_h') || Object.hasOwn(record, 'id_orig_h')) return true;
  const { uid, fuid, _path: path } = record;
  if (isUid(uid) || isUid(fuid) || typeof path === 'string') return true;
  return isKnownLog(nameFromFile(event)) || Array.isArray(record['msg_types']);
}

function isUid(value: unknown): boolean {
  return typeof value === 'string' && UID.test(value);
}

function nameOf(event: SecurityEvent, record: JsonRecord): string | undefined {
  return logNameIn(record['_path']) ?? nameFromFile(event) ?? guessLog(record);
}

/** Only of a file in a folder of Zeek's: elsewhere `http.log` may be anybody's. */
export function nameFromFile({ 'log.file.path': path }: SecurityEvent): string | undefined {
  return typeof path === 'string' && /\b(?:zeek|bro)\b/i.test(path.slice(0, 1_000)) ? logNameIn(path) : undefined;
}
