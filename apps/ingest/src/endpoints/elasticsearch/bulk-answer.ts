import type { Taken } from '../../batches/request-batches';
import type { Refusal } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';
import type { BulkOperation } from './bulk-action';

/** One action of the request, in its order. */
export interface BulkItem {
  readonly operation: BulkOperation;
  readonly index: string;
  /** The shipper's own id. */
  readonly id: string | undefined;
  /** Why it was not taken. */
  readonly refused?: string;
}

/** Official clients refuse to go on without it. */
const PRODUCT = { 'x-elastic-product': 'Elasticsearch' };
const SHARED_FIELDS =
  '"_version":1,"result":"created","_shards":{"total":1,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1,"status":201';

/** What Elasticsearch calls what happened. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'illegal_argument_exception',
  401: 'security_exception',
  413: 'content_too_large_exception',
  415: 'illegal_argument_exception',
  429: 'es_rejected_execution_exception',
};

/** Headers of every answer on Elasticsearch's paths. The type is the one the client asked for: some compare. */
export function elasticsearchHeaders(contentType = 'application/json'): Record<string, string> {
  return { 'content-type': contentType, ...PRODUCT };
}

/** The answer to a bulk request: one item for each action, in order. */
export function bulkAnswer(items: readonly BulkItem[], taken: Taken, tookMs: number): Answer {
  const ids = eventIds(taken);
  const texts = items.map((item) => (item.refused === undefined ? takenItem(item, ids) : refusedItem(item)));
  const hasErrors = items.some((item) => item.refused !== undefined);
  const body = `{"errors":${hasErrors},"took":${Math.round(tookMs)},"items":[${texts.join(',')}]}`;
  return { status: 200, headers: elasticsearchHeaders(), body };
}

/** A refusal of the whole request in Elasticsearch's words. */
export function elasticsearchError({ status, message, retryAfterMs }: Refusal): Answer {
  const cause = { type: ERROR_TYPES[status] ?? 'unavailable_shards_exception', reason: message };
  return {
    status,
    headers: { ...elasticsearchHeaders(), ...retryAfter(retryAfterMs), ...challenge(status) },
    body: JSON.stringify({ error: { root_cause: [cause], ...cause }, status }),
  };
}

function takenItem({ operation, index, id }: BulkItem, ids: Iterator<string>): string {
  const made = ids.next();
  const shown = id ?? (made.done ? '' : made.value);
  return `{"${operation}":{"_index":${JSON.stringify(index)},"_id":${JSON.stringify(shown)},${SHARED_FIELDS}}}`;
}

function refusedItem({ operation, index, id, refused }: BulkItem): string {
  const error = { type: 'illegal_argument_exception', reason: refused };
  return JSON.stringify({ [operation]: { _index: index, _id: id ?? null, status: 400, error } });
}

function* eventIds(taken: Taken): Generator<string, undefined> {
  for (const batch of taken.batches) yield* batch.ids;
}
