import type { Client, estypes } from '@elastic/elasticsearch';
import { compileToElasticsearch } from '@tocsin/query';

import { SearchTooSlow, StoreUnavailable, type TopValue, type TopValues, type TopValuesRequest } from '../event-store';
import { byCount, MOST_DISTINCT, topOf } from '../top-values';
import { readGroups } from './event-groups';
import { selection } from './event-queries';
import { asking } from './failures';
import { PointInTime } from './point-in-time';

/** Each shard tells its own most frequent values; of more than these, the sum may be wrong, and is then not used. */
const OF_EACH_SHARD = 2_000;

/** Takes the quick answer where it is proven exact, else walks through every value. */
export async function readTopValues(client: Client, index: string, request: TopValuesRequest): Promise<TopValues> {
  const deadline = performance.now() + request.limitMs;
  try {
    const quick = await askQuickly(client, index, request);
    return 'values' in quick ? quick : { ...quick, ...(await walk(client, index, { ...request, deadline })) };
  } catch (error) {
    if (error instanceof StoreUnavailable && performance.now() >= deadline) throw new SearchTooSlow(request.limitMs);
    throw error;
  }
}

type Counted = Pick<TopValues, 'total' | 'events'>;

/** Without `values` when they are not proven. */
async function askQuickly(client: Client, index: string, request: TopValuesRequest): Promise<Counted | TopValues> {
  const { expr, range, field, size, limitMs } = request;
  const terms = { field, size: MOST_DISTINCT + 1, shard_size: OF_EACH_SHARD, show_term_doc_count_error: true };
  const present = { filter: compileToElasticsearch({ kind: 'exists', field }) };
  const answer = await asking(() =>
    client.search<never, Aggregations>(
      {
        ...{ index, query: selection(expr, range), size: 0, track_total_hits: true },
        ...{ allow_partial_search_results: false, aggs: { present, values: { terms } } },
      },
      // Elasticsearch ends the search when nobody waits for it any more.
      { requestTimeout: limitMs, maxRetries: 0 },
    ),
  );
  const { hits, aggregations } = answer;
  const total = typeof hits.total === 'object' ? hits.total.value : (hits.total ?? 0);
  const counted = { total, events: aggregations?.present.doc_count ?? 0 };
  const found = aggregations?.values;
  if (found === undefined) return { ...counted, distinct: 0, values: [] };
  return isProven(found, size) ? { ...counted, ...topOf(found.buckets.map(valueOf), size) } : counted;
}

/** No value that was left out can be as frequent, and each count is of all shards. */
function isProven({ buckets, doc_count_error_upper_bound: missed }: Terms, size: number): boolean {
  const shown = buckets.slice(0, size);
  const least = shown.at(-1)?.doc_count ?? 0;
  return shown.every((bucket) => (bucket.doc_count_error_upper_bound ?? 0) === 0) && (missed === 0 || missed <= least);
}

function valueOf({ key, key_as_string: text, doc_count: count }: Bucket): TopValue {
  // Numbers have a text of their own in Elasticsearch ("1.0"); ours is that of JSON.
  return { value: text === 'true' || text === 'false' ? text : String(key), count };
}

/** Keeps the most frequent of all values there are, in bounded memory. */
async function walk(
  client: Client,
  index: string,
  { expr, range, field, size, limitMs, deadline }: TopValuesRequest & { readonly deadline: number },
): Promise<Pick<TopValues, 'distinct' | 'values'>> {
  const view = await PointInTime.open(client, index);
  let [best, count]: [TopValue[], number] = [[], 0];
  try {
    const groups = readGroups(view, selection(expr, range), { expr, range, groupBy: [field], minCount: 1 });
    for await (const { key, count: events } of groups) {
      if (performance.now() >= deadline) throw new SearchTooSlow(limitMs);
      count += 1;
      best.push({ value: key[0] ?? '', count: events });
      if (best.length > 2 * MOST_DISTINCT) best = best.sort(byCount).slice(0, MOST_DISTINCT);
    }
  } finally {
    await view.close();
  }
  const { values } = topOf(best, size);
  return { distinct: count > MOST_DISTINCT ? undefined : count, values };
}

interface Aggregations {
  readonly present: { readonly doc_count: number };
  readonly values: Terms;
}

interface Terms {
  readonly doc_count_error_upper_bound: number;
  readonly buckets: readonly Bucket[];
}

type Bucket = Pick<estypes.AggregationsStringTermsBucketKeys, 'doc_count' | 'doc_count_error_upper_bound'> & {
  readonly key: string | number;
  readonly key_as_string?: string;
};
