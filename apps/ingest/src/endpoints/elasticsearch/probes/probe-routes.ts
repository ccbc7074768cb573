import type { Answer } from '../../answer';
import type { Probe } from './probe';
import * as say from './probe-answers';
import type { ProbeReply } from './probe-answers';

/** What a path knows to say, by what is wanted of it. */
interface Replies {
  /** GET and HEAD. */
  readonly read?: ProbeReply;
  /** PUT and POST; never changes anything. */
  readonly write?: ProbeReply;
  /** PUT alone: whoever means to POST an event to a path that is none must not be told it was taken. */
  readonly put?: ProbeReply;
  /** Methods that send events, which are met elsewhere. */
  readonly sends?: readonly string[];
}

interface Route {
  readonly path: RegExp;
  readonly replies: Replies;
}

/** Whatever a client may put under a name of its own. */
const NAMED: Replies = { read: say.notFound, write: say.acknowledged };
const SEARCH =
  /^\/([^/]+\/)?_(search|msearch|async_search|count|mget|pit|knn_search|sql|eql|esql|query|source|explain)(\/|$)/;
const READS = ['GET', 'HEAD'];
const WRITES = ['PUT', 'POST'];

/** `*` stands for one segment, `**` for any rest. The first that fits is taken. */
const ROUTES: readonly Route[] = [
  route('/', { read: say.greeting }),
  route('/_license', { read: say.license }),
  route('/_xpack', { read: say.xpack }),
  route('/_xpack**', { read: say.constant({}) }),
  route('/_cluster/health**', { read: say.clusterHealth }),
  route('/_cluster/settings', { read: say.constant({ persistent: {}, transient: {} }) }),
  route('/_nodes**', { read: say.nodes }),
  route('/_cat/health', { read: say.catHealth }),
  route('/_cat**', { read: say.catNothing }),
  route('/_template', { read: say.constant({}) }),
  route('/_template/*', NAMED),
  route('/_index_template', { read: say.constant({ index_templates: [] }) }),
  route('/_index_template/*', NAMED),
  route('/_component_template', { read: say.constant({ component_templates: [] }) }),
  route('/_component_template/*', NAMED),
  route('/_ilm/status', { read: say.constant({ operation_mode: 'RUNNING' }) }),
  route('/_ilm/policy', { read: say.constant({}) }),
  route('/_ilm/policy/*', { read: say.policy, write: say.acknowledged }),
  route('/_ingest/pipeline', { read: say.constant({}) }),
  route('/_ingest/pipeline/*', NAMED),
  route('/_data_stream', { read: say.constant({ data_streams: [] }) }),
  route('/_data_stream/*', NAMED),
  route('/_data_stream/*/_lifecycle', NAMED),
  route('/_alias', { read: say.constant({}) }),
  route('/_alias/*', NAMED),
  route('/_aliases', { read: say.constant({}), write: say.acknowledged }),
  route('/_refresh', { read: say.nothingToDo, write: say.nothingToDo }),
  route('/_flush', { read: say.nothingToDo, write: say.nothingToDo }),
  route('/*/_refresh', { read: say.nothingToDo, write: say.nothingToDo }),
  route('/*/_flush', { read: say.nothingToDo, write: say.nothingToDo }),
  route('/*/_alias', { read: say.index }),
  route('/*/_alias/*', NAMED),
  route('/*/_mapping', { read: say.index, write: say.acknowledged }),
  route('/*/_settings', { read: say.index, write: say.acknowledged }),
  route('/*/_doc', { read: say.notSearched, sends: ['POST'] }),
  route('/*/_doc/*', { read: say.notSearched, sends: WRITES }),
  route('/*/_create/*', { sends: WRITES }),
  route('/*/_update/*', { sends: ['POST'] }),
  route('/*', { read: say.index, put: say.indexMade }),
];

/** The answer to whatever a client of Elasticsearch asks beside sending. */
export function probeAnswer(probe: Probe): Answer {
  const { method, path } = probe;
  if (SEARCH.test(path)) return say.notSearched(probe);
  if (method === 'DELETE') return say.notDeleted(probe);
  const found = ROUTES.find((candidate) => candidate.path.test(path));
  if (!found) return say.unknown(probe);
  const { read, write, put, sends = [] } = found.replies;
  const reply = READS.includes(method)
    ? read
    : (WRITES.includes(method) && write) || (method === 'PUT' ? put : undefined);
  if (reply) return reply(probe);
  return say.wrongMethod(probe, [...(read ? READS : []), ...(write ? WRITES : []), ...(put ? ['PUT'] : []), ...sends]);
}

function route(pattern: string, replies: Replies): Route {
  const source = pattern
    // The name of an index never begins with an underscore.
    .replace(/^\/\*(?!\*)/, '/[^_/][^/]{0,}')
    .replaceAll('**', '(/.{0,})?')
    .replaceAll('*', '[^/]+');
  return { path: new RegExp(`^${source}$`), replies };
}
