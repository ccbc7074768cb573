import { shapeFault } from '@tocsin/event-model';

import { readExactly } from '../json/exact-json';
import { elementsOf, MalformedJson, membersOf } from '../json/json-text';
import { onOneLine } from '../json/json-bytes';
import { isObject, type Json } from './otlp-value';
import { originOf } from './otlp-event';
import type { OtlpFormat, OtlpItem, OtlpRecord } from './otlp-format';

type Members = ReadonlyMap<string, Buffer>;

/** OTLP/JSON. The lists that lead to the log records are walked without being parsed, so that one record is parsed at a time. */
export const otlpJson: OtlpFormat = {
  *itemsOf(body): Generator<OtlpItem> {
    const request: Members = new Map(membersOf(body));
    const list = named(request, 'resourceLogs', 'resource_logs');
    if (list === undefined && request.size > 0) throw new MalformedJson('it has no "resourceLogs"');
    for (const resourceLogs of elementsIn(list)) yield* itemsOfResource(resourceLogs);
  },

  recordOf(bytes, maxDepth): OtlpRecord {
    const read = readExactly(bytes);
    if ('fault' in read) return read;
    const fault = shapeFault(read.value, maxDepth * LEVELS_PER_VALUE);
    return fault ? { fault } : { record: read.value as Json };
  },

  parkable: onOneLine,
};

/** A value inside another stands in as many JSON objects and arrays more. */
const LEVELS_PER_VALUE = 4;

function* itemsOfResource(resourceLogs: Buffer): Generator<OtlpItem> {
  const outer: Members = new Map(membersOf(resourceLogs));
  const resource = objectIn(outer.get('resource')) ?? {};
  for (const scopeLogs of elementsIn(named(outer, 'scopeLogs', 'scope_logs'))) {
    const inner: Members = new Map(membersOf(scopeLogs));
    const schemaUrl =
      textIn(named(inner, 'schemaUrl', 'schema_url')) ?? textIn(named(outer, 'schemaUrl', 'schema_url'));
    const origin = originOf(resource, objectIn(inner.get('scope')), schemaUrl);
    for (const bytes of elementsIn(named(inner, 'logRecords', 'log_records'))) yield { bytes, origin };
  }
}

function named(members: Members, name: string, otherName: string): Buffer | undefined {
  return members.get(name) ?? members.get(otherName);
}

function* elementsIn(list: Buffer | undefined): Generator<Buffer> {
  if (list !== undefined && !isNull(list)) yield* elementsOf(list);
}

function objectIn(bytes: Buffer | undefined): Json | undefined {
  const value = valueIn(bytes);
  if (value === undefined || value === null || isObject(value)) return value ?? undefined;
  throw new MalformedJson('a "resource" or "scope" is no object');
}

function textIn(bytes: Buffer | undefined): unknown {
  return valueIn(bytes) ?? undefined;
}

function valueIn(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return undefined;
  const read = readExactly(bytes);
  if ('fault' in read) throw new MalformedJson(read.fault.reason);
  return read.value;
}

function isNull(bytes: Buffer): boolean {
  return bytes.toString('latin1') === 'null';
}
