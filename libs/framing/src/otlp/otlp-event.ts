import { fieldSpec } from '@tocsin/event-model';

import { timeOfNanos } from '../json/nanoseconds';
import { severityWord } from './otlp-severity';
import { attributesOf, hexValue, isObject, memberOf, plainValue, textValue, type Json } from './otlp-value';

/** What log records that stand together have in common, read once for all of them. */
export interface OtlpOrigin {
  readonly resource: ReadonlyMap<string, unknown>;
  readonly scope: Json | undefined;
  readonly schemaUrl: unknown;
}

/** A name of ECS that OpenTelemetry has in the same meaning, but for those that are ours to give. */
const isShared = (name: string): boolean =>
  name.includes('.') && fieldSpec(name) !== undefined && !/^(?:tocsin|ecs|event)\./.test(name);

export function originOf(resource: Json, scope: Json | undefined, schemaUrl: unknown): OtlpOrigin {
  const attributes = attributesOf(resource['attributes']);
  const dropped = memberOf(resource, 'droppedAttributesCount');
  if (dropped) attributes.set('dropped_attributes_count', dropped);
  return { resource: attributes, scope: scope && scopeOf(scope), schemaUrl: textValue(schemaUrl) };
}

/**
 * A log record as an event: ECS's names where OpenTelemetry has the same, everything else under the names of the data model.
 * What is absent or says nothing is left out.
 */
export function otlpEvent(record: Json, { resource, scope, schemaUrl }: OtlpOrigin): Json {
  const body = plainValue(memberOf(record, 'body'));
  const severity = memberOf(record, 'severityNumber');
  const severityText = textValue(memberOf(record, 'severityText'));
  const observed = timeOf(memberOf(record, 'observedTimeUnixNano'));
  const eventName = textValue(memberOf(record, 'eventName'));
  const attributes = attributesOf(record['attributes']);
  const shared = { ...sharedOf(resource), ...sharedOf(attributes) };
  return withoutNothing({
    ...shared,
    '@timestamp': timeOf(memberOf(record, 'timeUnixNano')) ?? observed,
    message: messageOf(body) ?? eventName,
    'log.level': severityWord(severity) ?? severityText,
    'trace.id': hexValue(memberOf(record, 'traceId')),
    'span.id': hexValue(memberOf(record, 'spanId')),
    body: typeof body === 'object' ? body : undefined,
    severity_number: severity,
    severity_text: severityText,
    observed_timestamp: observed,
    event_name: eventName,
    flags: record['flags'],
    dropped_attributes_count: memberOf(record, 'droppedAttributesCount'),
    attributes: without(attributes, shared),
    resource: without(resource, shared),
    scope,
    schema_url: schemaUrl,
  });
}

function scopeOf(scope: Json): Json {
  return withoutNothing({
    name: textValue(scope['name']),
    version: textValue(scope['version']),
    attributes: Object.fromEntries(attributesOf(scope['attributes'])),
    dropped_attributes_count: memberOf(scope, 'droppedAttributesCount'),
  });
}

/** What is no time stays as it came, for the pipeline to note. */
function timeOf(nanos: unknown): unknown {
  return timeOfNanos(nanos) ?? (nanos === 0 || nanos === '0' ? undefined : nanos);
}

function messageOf(body: unknown): string | undefined {
  if (body === null || body === undefined) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function sharedOf(attributes: ReadonlyMap<string, unknown>): Json {
  return Object.fromEntries(
    [...attributes].filter(([name, value]) => isShared(name) && value !== null && !isObject(value)),
  );
}

/** The attributes that are not said elsewhere with the same value. */
function without(attributes: ReadonlyMap<string, unknown>, shared: Json): Json {
  return Object.fromEntries(
    [...attributes].filter(([name, value]) => !Object.hasOwn(shared, name) || shared[name] !== value),
  );
}

function withoutNothing(event: Json): Json {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => !saysNothing(value)));
}

function saysNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}
