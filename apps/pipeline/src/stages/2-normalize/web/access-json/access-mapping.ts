import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordMapping } from '../../values/record-mapping';

/** What nginx, Apache, Caddy and Traefik call the parts of a request when they log JSON. */
export const ACCESS = new RecordMapping({
  time_iso8601: '@timestamp',
  time_local: '@timestamp',
  StartUTC: '@timestamp',
  ts: '@timestamp',
  '@timestamp': '@timestamp',
  timestamp: '@timestamp',
  time: '@timestamp',
  remote_addr: 'source.ip',
  remote_ip: 'source.ip',
  'request.remote_ip': 'source.ip',
  ClientHost: 'source.ip',
  remote_port: 'source.port',
  'request.remote_port': 'source.port',
  ClientPort: 'source.port',
  remote_user: 'user.name',
  user_id: 'user.name',
  ClientUsername: 'user.name',
  request_method: 'http.request.method',
  'request.method': 'http.request.method',
  RequestMethod: 'http.request.method',
  body_bytes_sent: 'http.response.body.bytes',
  size: 'http.response.body.bytes',
  DownstreamContentSize: 'http.response.body.bytes',
  bytes_sent: 'http.response.bytes',
  request_length: 'http.request.bytes',
  http_referer: 'http.request.referrer',
  http_referrer: 'http.request.referrer',
  'request.headers.Referer.0': 'http.request.referrer',
  request_Referer: 'http.request.referrer',
  http_user_agent: 'user_agent.original',
  'request.headers.User-Agent.0': 'user_agent.original',
  'request_User-Agent': 'user_agent.original',
  host: 'url.domain',
  http_host: 'url.domain',
  server_name: 'url.domain',
  'request.host': 'url.domain',
  RequestHost: 'url.domain',
  request_id: 'http.request.id',
  upstream_addr: 'destination.address',
  ServiceAddr: 'destination.address',
  ssl_protocol: 'tls.version_protocol',
  ssl_cipher: 'tls.cipher',
  hostname: 'host.name',
});

const STATUS_KEYS = ['status', 'DownstreamStatus', 'status_code'];
const URL_KEYS = ['request_uri', 'uri', 'RequestPath'];

/** The status as the server wrote it. */
export function statusOf(record: JsonRecord): unknown {
  return STATUS_KEYS.map((key) => record[key]).find((value) => value !== undefined);
}

/** The URL where it has a key of its own. */
export function urlOf(record: JsonRecord): string | undefined {
  const inner = record['request'];
  const nested = isObject(inner) ? inner['uri'] : undefined;
  return [nested, ...URL_KEYS.map((key) => record[key])].find((value) => typeof value === 'string' && value !== '') as
    string | undefined;
}

/** nginx and Apache by the client's address, Caddy by its request, Traefik by its names; all with a status. */
export function isAccess(record: JsonRecord): boolean {
  if (Object.hasOwn(record, 'RequestMethod') && Object.hasOwn(record, 'DownstreamStatus')) return true;
  if (!Object.hasOwn(record, 'status')) return false;
  const { request } = record;
  if (isObject(request)) return Object.hasOwn(request, 'method') && Object.hasOwn(request, 'uri');
  const hasClient = Object.hasOwn(record, 'remote_addr') || Object.hasOwn(record, 'remote_ip');
  return (
    hasClient &&
    (typeof request === 'string' || Object.hasOwn(record, 'request_uri') || Object.hasOwn(record, 'request_method'))
  );
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
