import type { EventPatch, FieldValue } from '@tocsin/event-model';

import type { TimeFrame } from '../../time/parse-time';
import { parseTime } from '../../time/parse-time';
import { readAddress, readHostName } from '../../values/address';
import { endFields } from '../../values/end';
import { readDecimal, readWhole } from '../../values/typed-value';
import { statusFields, targetFields } from '../access-log/request-fields';
import type { SquidLine } from './squid-line';

const NANOSECONDS_PER_MS = 1e6;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** What every event of squid is. */
export const SQUID_KIND: EventPatch = {
  'event.category': ['network', 'web'],
  'event.module': 'squid',
  'event.dataset': 'squid.access',
  'observer.type': 'proxy',
  'observer.product': 'squid',
};

/** Everything {@link squidFields} and {@link SQUID_KIND} may set, but for details. */
export const SQUID_WRITES: readonly string[] = [
  ...['@timestamp', 'event.*', 'observer.*', 'log.level', 'source.*', 'destination.*', 'http.*', 'url.*'],
  ...['network.*', 'user.name'],
];

/** A request through the proxy, in our words. */
export function squidFields(line: SquidLine, frame: TimeFrame): EventPatch {
  const url = targetFields(line.method, line.url);
  const status = statusFields(line.status);
  return {
    ...timeFields(line, frame),
    ...url,
    ...status,
    ...serverFields(line, url),
    ...endFields('source', line.client, line.clientPort),
    ...verdictFields(line.action, status),
    'http.request.method': told(line.method),
    'http.request.bytes': readWhole(line.requestSize),
    'http.response.bytes': readWhole(line.responseSize),
    'http.response.mime_type': told(line.mimeType),
    'network.protocol': protocolOf(line, url),
    'user.name': told(line.user),
  };
}

/** What squid did with a request, and whether that was what was asked for. */
export function verdictFields(action: string, status: EventPatch): EventPatch {
  const isDenied = action.includes('DENIED');
  return {
    'event.type': ['access', isDenied ? 'denied' : 'allowed'],
    'event.action': action,
    'event.outcome': isDenied ? 'failure' : (status['event.outcome'] ?? 'success'),
  };
}

/** The columns under the names MozDef gave them. */
export function squidDetails(line: SquidLine): Readonly<Record<string, FieldValue>> {
  return {
    duration: (readDecimal(line.elapsed) ?? 0) / 1_000,
    proxyaction: line.action,
    status: line.status,
    requestsize: readWhole(line.requestSize) ?? line.requestSize,
    responsesize: readWhole(line.responseSize) ?? line.responseSize,
    method: line.method,
    destination: line.url,
    proto: line.scheme === '-' && line.method === 'CONNECT' ? 'ssl' : line.scheme,
    host: told(line.host) ?? hostOf(targetFields(line.method, line.url)) ?? line.host,
    mimetype: line.mimeType,
  };
}

/** A line is written when the request is over. */
function timeFields({ time, elapsed }: SquidLine, frame: TimeFrame): EventPatch {
  const end = parseTime(time, frame);
  const took = readWhole(elapsed) ?? 0;
  if (end === undefined || took < 0 || took > end) return {};
  return {
    '@timestamp': new Date(end).toISOString(),
    'event.start': new Date(end - took).toISOString(),
    'event.end': new Date(end).toISOString(),
    'event.duration': took * NANOSECONDS_PER_MS,
  };
}

/** What was denied has no server: then it is the one that was asked for. */
function serverFields(line: SquidLine, url: EventPatch): EventPatch {
  const host = told(line.host) ?? hostOf(url);
  const scheme = url['url.scheme'];
  const fallback = url['url.port'] ?? (typeof scheme === 'string' ? DEFAULT_PORTS[scheme] : undefined);
  const port = line.serverPort === '-' ? fallback : line.serverPort;
  const isName = readAddress(host) === undefined && readHostName(host) !== undefined;
  return {
    ...(isName ? endFields('destination', host) : {}),
    ...endFields('destination', readAddress(line.server) ?? readAddress(host), port),
    'url.domain': host,
  };
}

function protocolOf({ scheme, method }: SquidLine, url: EventPatch): string | undefined {
  if (method === 'CONNECT') return 'tls';
  const fromUrl = url['url.scheme'];
  return told(scheme) ?? (typeof fromUrl === 'string' ? fromUrl : undefined);
}

function hostOf(url: EventPatch): string | undefined {
  const host = url['url.domain'];
  return typeof host === 'string' ? host : undefined;
}

function told(text: string): string | undefined {
  return text === '-' || text === '' ? undefined : text;
}
