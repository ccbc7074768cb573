import { errors } from '@elastic/elasticsearch';

import { StoreUnavailable } from '../event-store';

const RETRYABLE: ReadonlySet<number> = new Set([401, 403, 408, 429]);

/** An error as Elasticsearch words it, of a request or of one item of a bulk. */
export interface EngineError {
  readonly type: string;
  readonly reason?: string | null;
  readonly caused_by?: EngineError;
}

/**
 * The error that the port promises: {@link StoreUnavailable} when it is worth trying again. The client's own errors carry
 * the whole request, events included, so they go no further than here.
 */
export function translate(error: unknown): unknown {
  if (error instanceof errors.ResponseError) return translateAnswer(error);
  // No answer at all: away, too slow, or something else listens there.
  if (error instanceof errors.ElasticsearchClientError)
    return new StoreUnavailable(`Elasticsearch does not answer: ${firstLine(error.message)}.`);
  return error;
}

/** Runs a request and translates its failure. */
export async function asking<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw translate(error);
  }
}

function translateAnswer(error: errors.ResponseError): unknown {
  const status = error.statusCode ?? 0;
  const cause = answeredError(error);
  if (status >= 500 || RETRYABLE.has(status) || isPassing(cause)) return new StoreUnavailable(advise(status, cause));
  return new Error(describeRefusal(status, cause));
}

function answeredError(error: errors.ResponseError): EngineError {
  const { error: answered } = (error.body ?? {}) as { error?: EngineError | string };
  if (typeof answered === 'object') return answered;
  return { type: answered ?? `status ${error.statusCode ?? 'unknown'}` };
}

/** Answered as the client's fault, but it is the state of the cluster, and that changes. */
const PASSING: ReadonlySet<string> = new Set([
  'cluster_block_exception',
  'index_closed_exception',
  'index_not_found_exception',
  'search_context_missing_exception',
  'validation_exception',
]);

export function isPassing(error: EngineError): boolean {
  return PASSING.has(error.type) || (error.caused_by !== undefined && isPassing(error.caused_by));
}

/** What is wrong in one sentence, and what to do in another. */
export function advise(status: number, error: EngineError): string {
  return `${describeRefusal(status, error)} ${remedy(status, error)}`;
}

function describeRefusal(status: number, { type, reason }: EngineError): string {
  return `Elasticsearch refuses (${status} ${type}): ${firstLine(reason ?? 'no reason given')}.`;
}

function remedy(status: number, { type, reason }: EngineError): string {
  if (type === 'cluster_block_exception' && /flood|disk usage/.test(reason ?? ''))
    return 'Free disk space or add a node; the block is lifted by itself below the high watermark.';
  if (type === 'cluster_block_exception') return 'Remove the block from the index.';
  if (type === 'index_closed_exception') return 'Open the index again.';
  if (type === 'validation_exception') return 'Delete old days or add a node.';
  if (type === 'search_context_missing_exception') return 'Start the reading again; it was left alone for too long.';
  if (status === 401 || status === 403) return 'Check the user, password and rights in store.url.';
  return 'It is tried again.';
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/\.$/, '');
}
