import type { BulkOperation } from '@tocsin/framing';

import type { Taken } from '../../batches/request-batches';
import type { ElasticsearchFault } from './elasticsearch-answer';

/** One action of a request, in its order. */
export interface BulkItem {
  readonly operation: BulkOperation;
  readonly index: string;
  /** The shipper's own id. */
  readonly id: string | undefined;
  /** Why it was not taken. */
  readonly refused?: string;
}

/** What is told of an action: of a document that is kept, or of a fault. */
export interface ToldItem extends BulkItem {
  readonly outcome: KeptDocument | ElasticsearchFault;
}

export interface KeptDocument {
  readonly status: 200 | 201;
  readonly result: 'created' | 'noop';
}

const CREATED: KeptDocument = { status: 201, result: 'created' };
const KEPT_BEFORE: KeptDocument = { status: 200, result: 'noop' };

/** What is told of each item; those that were taken get the id their event was given, when they brought none. */
export function* toldItems(items: readonly BulkItem[], taken: Taken): Generator<ToldItem, undefined> {
  const ids = eventIds(taken);
  let position = 0;
  for (const item of items) {
    if (item.refused !== undefined) {
      yield { ...item, outcome: { status: 400, type: 'illegal_argument_exception', reason: item.refused } };
      continue;
    }
    const made = ids.next().value;
    yield { ...item, id: item.id ?? made, outcome: taken.duplicates.has(position) ? duplicate(item) : CREATED };
    position += 1;
  }
}

export function isFault(outcome: ToldItem['outcome']): outcome is ElasticsearchFault {
  return 'type' in outcome;
}

/**
 * What Elasticsearch would tell. Only a `create` conflicts with a document that is there, and every client takes that 409 for
 * done: Beats, Fluent Bit and Fluentd count a duplicate; Logstash, Vector and the official clients do not send it again. An
 * `index` never conflicts there: Fluentd would send it again and again, the Python client would give up, and rsyslog with
 * `retryfailures` would send the whole batch as new events.
 */
function duplicate({ operation, id = '' }: BulkItem): KeptDocument | ElasticsearchFault {
  if (operation !== 'create') return KEPT_BEFORE;
  const reason = `[${id}]: version conflict, document already exists (current version [1])`;
  return { status: 409, type: 'version_conflict_engine_exception', reason };
}

function* eventIds(taken: Taken): Generator<string, undefined> {
  for (const batch of taken.batches) yield* batch.ids;
}
