import type { estypes } from '@elastic/elasticsearch';

import type { Group, GroupRequest } from '../event-store';
import type { EventQuery } from './event-queries';
import type { PointInTime } from './point-in-time';

/** Groups per request; each has two more values to it, and Elasticsearch stops at 65,536. */
const PAGE = 2_000;

/** Walks through every group of a point in time. */
export async function* readGroups(
  view: PointInTime,
  query: EventQuery,
  { groupBy, minCount }: GroupRequest,
): AsyncIterable<Group> {
  let after: Record<string, estypes.FieldValue> | undefined;
  do {
    const composite = { size: PAGE, sources: groupBy.map(source), ...(after && { after }) };
    const { aggregations } = await view.search({ query, size: 0, aggs: { groups: { composite, aggs: SPAN } } });
    const answer = aggregations?.['groups'] as Buckets | undefined;
    for (const bucket of answer?.buckets ?? []) {
      if (bucket.doc_count >= minCount) yield groupOf(bucket, groupBy.length);
    }
    after = answer?.after_key;
  } while (after !== undefined);
}

interface Buckets {
  readonly buckets: readonly Bucket[];
  readonly after_key?: Record<string, estypes.FieldValue>;
}

interface Bucket {
  readonly key: Record<string, estypes.FieldValue>;
  readonly doc_count: number;
  readonly first: { readonly value: number };
  readonly last: { readonly value: number };
}

const SPAN = { first: { min: { field: '@timestamp' } }, last: { max: { field: '@timestamp' } } };

/**
 * Sources are named by position, as a field may have any name. Inside `details` the order is turned round: going up,
 * Elasticsearch takes a short cut over all keys of the flattened field and counts those of others too.
 */
function source(field: string, position: number): Record<string, estypes.AggregationsCompositeAggregationSource> {
  const order = field.startsWith('details.') ? 'desc' : 'asc';
  return { [`k${position}`]: { terms: { field, order } } };
}

function groupOf({ key, doc_count: count, first, last }: Bucket, width: number): Group {
  return {
    key: Array.from({ length: width }, (_, position) => String(key[`k${position}`])),
    count,
    first: new Date(first.value).toISOString(),
    last: new Date(last.value).toISOString(),
  };
}
