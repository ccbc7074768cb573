import type { estypes } from '@elastic/elasticsearch';
import { compileToElasticsearch, type Expr } from '@tocsin/query';

import { decodeCursor } from '../cursor';
import type { HistogramRequest, SearchRequest, TimeRange } from '../event-store';
import { timeSpan } from '../time-span';
import { OWN_FIELDS } from './index-mapping';

/** What a search may be restricted by. */
export type EventQuery = NonNullable<estypes.SearchRequest['query']>;

/** The events of a range that an expression selects. */
export function selection(expr: Expr, range: TimeRange): EventQuery {
  const { field, from, to } = timeSpan(range);
  const span = { range: { [field]: { gte: from, lt: to, format: 'epoch_millis' } } };
  return { bool: { filter: [span, compileToElasticsearch(expr)] } };
}

/** By event time, ties by id, both in the same direction. Unmapped only while there is no index at all. */
export function order(direction: SearchRequest['sort']): estypes.SortCombinations[] {
  const by = direction === 'newest' ? 'desc' : 'asc';
  return [
    { '@timestamp': { order: by, format: 'epoch_millis', unmapped_type: 'date' } },
    { [OWN_FIELDS.id]: { order: by, unmapped_type: 'keyword' } },
  ];
}

/** The sort values a page goes on after. */
export function searchAfter(cursor: string | undefined): { search_after?: [number, string] } {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  return { search_after: [at, id] };
}

/** Bars by time; they begin at whole multiples of their width since 1970 by themselves. */
export function bars({ range, seconds }: HistogramRequest): Record<'bars', estypes.AggregationsAggregationContainer> {
  const { field } = timeSpan(range);
  return { bars: { date_histogram: { field, fixed_interval: `${seconds}s`, min_doc_count: 1 } } };
}
