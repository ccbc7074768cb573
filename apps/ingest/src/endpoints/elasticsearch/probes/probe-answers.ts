import type { Answer } from '../../answer';
import { elasticsearchFault, elasticsearchHeaders, elasticsearchJson } from '../elasticsearch-answer';
import { segmentOf, type Probe } from './probe';

export type ProbeReply = (probe: Probe) => Answer;

/**
 * The version told. Beats 8.1 to 8.11 send to nothing older than themselves, Logstash 8 has no template for a major version
 * after its own, and newer ones of both, like all other clients, go on with the last 8.x.
 */
const VERSION = '8.19.0';
const NAME = 'tocsin';
/** Of the length of a cluster's id; Beats and Logstash note it. */
const CLUSTER_ID = 'tocsin-front-door-0000';
/** Filebeat's modules ask whether these are there before they load pipelines that use them. */
const PROCESSORS = ['geoip', 'user_agent', 'community_id', 'registered_domain'];
const FAR_FUTURE_MS = 253_402_300_799_000;
const LICENSE = { uid: '00000000-0000-0000-0000-000000000000', type: 'basic', mode: 'basic', status: 'active' };

/** The same JSON whoever asks. */
export function constant(body: unknown): ProbeReply {
  return ({ accept }) => elasticsearchJson(200, body, accept);
}

/** Who is there. */
export const greeting = constant({
  name: NAME,
  cluster_name: NAME,
  cluster_uuid: CLUSTER_ID,
  version: {
    number: VERSION,
    // The clients of 7.14 to 7.17 go on with this flavor and this tagline only.
    build_flavor: 'default',
    build_type: 'tocsin',
    build_hash: 'tocsin',
    build_date: '2025-01-01T00:00:00.000Z',
    build_snapshot: false,
    lucene_version: '9.12.0',
    minimum_wire_compatibility_version: '7.17.0',
    minimum_index_compatibility_version: '7.0.0',
  },
  tagline: 'You Know, for Search',
});

export const license = constant({
  license: {
    ...LICENSE,
    issued_to: NAME,
    issuer: NAME,
    expiry_date_in_millis: FAR_FUTURE_MS,
    start_date_in_millis: -1,
  },
});

/** Lifecycle and templates may be set up, which changes nothing; monitoring has its own way here. */
export const xpack = constant({
  build: { hash: NAME, date: '2025-01-01T00:00:00.000Z' },
  license: { ...LICENSE, expiry_date_in_millis: FAR_FUTURE_MS },
  features: {
    ilm: { available: true, enabled: true },
    data_streams: { available: true, enabled: true },
    security: { available: true, enabled: true },
    monitoring: { available: false, enabled: false },
  },
  tagline: 'You know, for X',
});

export const acknowledged = constant({ acknowledged: true });

/** What `_refresh` and `_flush` are told. */
export const nothingToDo = constant({ _shards: { total: 1, successful: 1, failed: 0 } });

/** Every lifecycle policy counts as known: how long events are kept is settled here, and Logstash does not start without. */
export const policy: ProbeReply = (probe) => {
  const told = { version: 1, modified_date: '2025-01-01T00:00:00.000Z', policy: { phases: {} } };
  return elasticsearchJson(200, { [segmentOf(probe, -1)]: told }, probe.accept);
};

/** Every name may be written to, so that nobody has to make an index first. */
export const index: ProbeReply = (probe) =>
  elasticsearchJson(200, { [segmentOf(probe, 1)]: { aliases: {}, mappings: {}, settings: {} } }, probe.accept);

export const indexMade: ProbeReply = (probe) =>
  elasticsearchJson(200, { acknowledged: true, shards_acknowledged: true, index: segmentOf(probe, 1) }, probe.accept);

/** The one node there is, at the address where the client has found it. */
export const nodes: ProbeReply = ({ address, accept }) => {
  const node = {
    name: NAME,
    version: VERSION,
    build_flavor: 'default',
    roles: ['data', 'ingest'],
    http: { bound_address: [address], publish_address: address },
    ingest: { processors: PROCESSORS.map((type) => ({ type })) },
  };
  const body = { _nodes: { total: 1, successful: 1, failed: 0 }, cluster_name: NAME, nodes: { [CLUSTER_ID]: node } };
  return elasticsearchJson(200, body, accept);
};

export const clusterHealth: ProbeReply = ({ canTake, accept }) => {
  const counts = { number_of_nodes: 1, number_of_data_nodes: 1, active_primary_shards: 0, active_shards: 0 };
  const waiting = { relocating_shards: 0, initializing_shards: 0, unassigned_shards: 0, number_of_pending_tasks: 0 };
  const body = { cluster_name: NAME, status: colour(canTake), timed_out: false, ...counts, ...waiting };
  return elasticsearchJson(200, body, accept);
};

/** One line of text, unless the client wants JSON. */
export const catHealth: ProbeReply = ({ canTake, now, accept, query }) => {
  const epoch = String(Math.floor(now.getTime() / 1_000));
  const timestamp = now.toISOString().slice(11, 19);
  const status = colour(canTake);
  if (wantsJson(query, accept)) return elasticsearchJson(200, [{ epoch, timestamp, cluster: NAME, status }], accept);
  const line = `${epoch} ${timestamp} ${NAME} ${status} 1 1 0 0 0 0 0 0 - 100.0%\n`;
  return { status: 200, headers: elasticsearchHeaders('text/plain; charset=UTF-8'), body: line };
};

/** A list of nothing, as text or as JSON. */
export const catNothing: ProbeReply = ({ query, accept }) =>
  wantsJson(query, accept)
    ? elasticsearchJson(200, [], accept)
    : { status: 200, headers: elasticsearchHeaders('text/plain; charset=UTF-8'), body: '' };

/** Nothing a client has put is kept; told so, it puts it again, which is acknowledged again. */
export const notFound: ProbeReply = ({ path, accept }) => {
  const reason = `There is no ${path}: Tocsin takes events and keeps no templates, pipelines or aliases.`;
  return elasticsearchFault({ status: 404, type: 'resource_not_found_exception', reason }, accept);
};

export const notSearched: ProbeReply = ({ accept }) => {
  const reason = 'A shipper can only send. Events are searched through /api/events, signed in.';
  return elasticsearchFault({ status: 403, type: 'security_exception', reason }, accept);
};

export const notDeleted: ProbeReply = ({ accept }) => {
  const reason = 'Nothing is ever deleted on behalf of a shipper.';
  return elasticsearchFault({ status: 403, type: 'security_exception', reason }, accept);
};

export const unknown: ProbeReply = ({ method, path, accept }) => {
  const reason = `There is no ${method} ${path}. This is Tocsin, which takes events the way Elasticsearch does: POST /_bulk.`;
  return elasticsearchFault({ status: 400, type: 'illegal_argument_exception', reason }, accept);
};

/** @param allowed the methods the path knows. */
export function wrongMethod({ method, path, accept }: Probe, allowed: readonly string[]): Answer {
  const allow = allowed.join(', ');
  const reason = `${path} does not take ${method}, only ${allow}.`;
  const answer = elasticsearchFault({ status: 405, type: 'illegal_argument_exception', reason }, accept);
  return { ...answer, headers: { ...answer.headers, allow } };
}

function colour(canTake: boolean): 'green' | 'red' {
  return canTake ? 'green' : 'red';
}

function wantsJson(query: URLSearchParams, accept: string | undefined): boolean {
  return query.get('format') === 'json' || (query.get('format') === null && (accept ?? '').includes('json'));
}
