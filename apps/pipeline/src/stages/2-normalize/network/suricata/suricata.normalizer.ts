import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { embeddedRecord } from '../../embedded-record';
import { isWrapped, readWrapping, storedDetails, withShipper } from '../../values/mozdef-wrapper';
import { plainSeverity } from '../../values/plain-severity';
import { eveFields } from './eve-fields';
import { suricataOptionsSchema, type SuricataOptions } from './suricata.options';

const CATEGORIES = new Set(['suricata']);
const MAX_DEPTH = 32;
const TYPE = /^[a-z][a-z0-9_]{0,31}$/;

/** Understands Suricata's EVE, every type of event, bare and as MozDef's shippers wrapped it. */
@Injectable()
@NormalizerPlugin({
  type: 'suricata',
  understands: 'dialect',
  order: 310,
  stability: 'beta',
  options: suricataOptionsSchema,
  reads: ['log.level', 'process.name', 'process.pid', 'tags', 'tocsin.application'],
  writes: ['*'],
})
export class SuricataNormalizer implements Normalizer<SuricataOptions> {
  claims(event: SecurityEvent, { record }: NormalizerContext): boolean {
    return isWithin(event, record) || isEve(record);
  }

  normalize(event: SecurityEvent, _options: SuricataOptions, context: NormalizerContext): EventPatch {
    const { record } = context;
    if (!isWithin(event, record))
      return { ...read(typeOf(record), record, event, context), details: record as Record<string, FieldValue> };
    const wrapping = readWrapping(record);
    const { provider, text, details } = wrapping;
    const inner = details ?? embeddedRecord(text, MAX_DEPTH);
    const type = typeOf(inner ?? {}) === 'unknown' ? typeOf(record) : typeOf(inner ?? {});
    const fields = {
      ...read(type, inner ?? {}, event, context),
      ...(inner === undefined && text !== undefined ? { message: text } : {}),
      'event.provider': provider,
    };
    return withShipper({ fields, record: inner ?? {} }, wrapping, event, context);
  }
}

function read(type: string, record: JsonRecord, event: SecurityEvent, context: NormalizerContext): EventPatch {
  return { ...plainSeverity(event), ...eveFields(type, record, context) };
}

/** MozDef calls an alert of Suricata's, in an event that it stored, by the name of its product. */
function isWithin(event: SecurityEvent, record: JsonRecord): boolean {
  if (isWrapped(event, record, CATEGORIES)) return true;
  return storedDetails(record, CATEGORIES)?.['suricata_alert'] !== undefined;
}

/** Every event of EVE has its type and its time; those of traffic have a flow or an address, the others their own part. */
function isEve(record: JsonRecord): boolean {
  const { event_type: type, timestamp } = record;
  if (typeof type !== 'string' || typeof timestamp !== 'string' || !TYPE.test(type)) return false;
  return Object.hasOwn(record, 'flow_id') || Object.hasOwn(record, 'src_ip') || typeof record[type] === 'object';
}

function typeOf(record: JsonRecord): string {
  const type = record['event_type'];
  return typeof type === 'string' && TYPE.test(type) ? type : 'unknown';
}
