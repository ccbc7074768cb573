import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { readAddress } from '../../values/address';
import { readDecimal } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import { accessKind, requestFields, statusFields } from '../access-log/request-fields';
import { ACCESS, isAccess, statusOf, urlOf } from './access-mapping';
import { accessJsonOptionsSchema, type AccessJsonOptions } from './access-json.options';

type Fields = Record<string, FieldValue | undefined>;

const NANOSECONDS = 1e9;
const LONGEST_URL = 500;

/** Understands access logs as JSON: nginx and Apache with the usual names, Caddy, Traefik. */
@Injectable()
@NormalizerPlugin({
  type: 'access_json',
  understands: 'dialect',
  order: 350,
  stability: 'beta',
  options: accessJsonOptionsSchema,
  reads: [],
  writes: [
    ...['@timestamp', 'message', 'event.*', 'source.*', 'destination.address', 'user.name', 'url.*', 'http.*', 'tls.*'],
    ...['user_agent.original', 'host.name', 'details'],
  ],
})
export class AccessJsonNormalizer implements Normalizer<AccessJsonOptions> {
  claims(_event: SecurityEvent, { record }: NormalizerContext): boolean {
    return isAccess(record);
  }

  normalize(_event: SecurityEvent, _options: AccessJsonOptions, context: NormalizerContext): EventPatch {
    const { record } = context;
    const read = ACCESS.read(record, context);
    const fields: Fields = { ...accessKind(serverOf(record)), ...read, ...statusFields(statusOf(record)) };
    const { request } = record;
    const url = urlOf(record);
    if (typeof request === 'string') Object.assign(fields, requestFields(request));
    else if (url !== undefined) Object.assign(fields, urlFields(url));
    if (read['url.domain'] !== undefined) fields['url.domain'] = read['url.domain'];
    fields['source.address'] = fields['source.ip'] ?? fields['source.domain'];
    fields['source.nat.ip'] = forwardedOf(record);
    fields['event.duration'] = durationOf(record);
    fields['message'] = summaryOf(fields, record);
    return { ...fields, details: record as Record<string, FieldValue> };
  }
}

/** Only some give themselves away. */
function serverOf(record: JsonRecord): string | undefined {
  if (Object.hasOwn(record, 'DownstreamStatus')) return 'traefik';
  if (typeof record['request'] === 'object') return 'caddy';
  return Object.hasOwn(record, 'body_bytes_sent') || Object.hasOwn(record, 'time_iso8601') ? 'nginx' : undefined;
}

function forwardedOf(record: JsonRecord): string | undefined {
  const list = record['http_x_forwarded_for'] ?? record['x_forwarded_for'];
  return typeof list === 'string' ? readAddress(list.split(',', 1)[0]) : undefined;
}

/** nginx and Caddy count seconds, Traefik nanoseconds. */
function durationOf(record: JsonRecord): number | undefined {
  const seconds = readDecimal(record['request_time'] ?? record['duration']);
  const nanoseconds = seconds === undefined ? readDecimal(record['Duration']) : seconds * NANOSECONDS;
  const whole = Math.round(nanoseconds ?? NaN);
  return Number.isSafeInteger(whole) && whole >= 0 ? whole : undefined;
}

function summaryOf(fields: Fields, record: JsonRecord): string {
  const { message, msg, request } = record;
  const told = typeof message === 'string' && message !== '' ? message : undefined;
  if (told !== undefined || (typeof msg === 'string' && typeof request !== 'object')) return told ?? String(msg);
  const { 'http.request.method': method, 'url.original': url, 'source.address': client } = fields;
  const status = fields['http.response.status_code'];
  const words = [client, method, typeof url === 'string' ? url.slice(0, LONGEST_URL) : undefined, status];
  return words.filter((word) => typeof word === 'string' || typeof word === 'number').join(' ');
}
