import { Client, type estypes } from '@elastic/elasticsearch';
import { STATES, type IdentifiedEvent, type SecurityEvent } from '@tocsin/event-model';
import type { Expr } from '@tocsin/query';

import { appendExamined } from '../append-examined';
import { encodeCursor } from '../cursor';
import {
  EventStore,
  type AppendOutcome,
  type Group,
  type GroupRequest,
  type HistogramBar,
  type HistogramRequest,
  type SearchPage,
  type SearchRequest,
  type StoredEvent,
  type StoreHealth,
  type TimeRange,
  type TopValues,
  type TopValuesRequest,
} from '../event-store';
import { assertGroupable } from '../group-key';
import { isStorableId, type AcceptableEvent } from '../refusal';
import { assertBars, assertPageSize } from '../time-span';
import { assertTopValues } from '../top-values';
import { BulkWriter } from './bulk-writer';
import { decodeDocument, encodeDocument } from './document';
import { readGroups } from './event-groups';
import { EventIndices } from './event-indices';
import { bars, order, searchAfter, selection } from './event-queries';
import { asking } from './failures';
import { PointInTime } from './point-in-time';
import { readTopValues } from './top-values';
import { readHealth } from './store-health';

/** Where the cluster is and how our indices begin. */
export interface ElasticsearchOptions {
  /** Addresses of nodes of one cluster, with credentials. */
  readonly nodes: readonly string[];
  readonly prefix: string;
  /** For one request. */
  readonly timeoutMs: number;
}

const SCAN_PAGE = 1_000;

/** Events in daily indices, written by `create`, so that an event that comes again meets its twin. */
export class ElasticsearchEventStore extends EventStore {
  private readonly client: Client;
  private readonly indices: EventIndices;
  private readonly writer: BulkWriter;

  constructor({ nodes, prefix, timeoutMs }: ElasticsearchOptions) {
    super();
    this.client = new Client({
      nodes: [...nodes],
      // Another node may answer where this one does not; waiting is the caller's part.
      maxRetries: nodes.length - 1,
      requestTimeout: timeoutMs,
      // Events are hostile and may have a key called __proto__; JSON.parse makes that an ordinary key.
      disablePrototypePoisoningProtection: true,
    });
    this.indices = new EventIndices(this.client, prefix);
    this.writer = new BulkWriter(this.client);
  }

  override append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]> {
    return appendExamined(events, async (items) => {
      await this.indices.prepare(new Set(items.map((item) => item.day)));
      return this.writer.write(items.map((item) => this.line(item)));
    });
  }

  override async get(id: string): Promise<StoredEvent | undefined> {
    if (!isStorableId(id)) return undefined;
    const query = { ids: { values: [id] } };
    const { hits } = await this.ask({ query, sort: order('newest'), size: 1 });
    return hits.map(storedEvent)[0];
  }

  override async search(request: SearchRequest): Promise<SearchPage> {
    assertPageSize(request);
    const { total, hits } = await this.ask({
      query: selection(request.expr, request.range),
      sort: order(request.sort),
      // One more than asked for tells whether there is another page.
      size: request.size + 1,
      track_total_hits: true,
      ...searchAfter(request.cursor),
    });
    const page = hits.slice(0, request.size);
    const [at, id] = page.at(-1)?.sort ?? [];
    const events = page.map(storedEvent);
    if (hits.length === page.length || at === undefined) return { events, total };
    return { events, total, cursor: encodeCursor({ at: Number(at), id: String(id) }) };
  }

  override async *groups(request: GroupRequest): AsyncIterable<Group> {
    assertGroupable(request.groupBy);
    const query = selection(request.expr, request.range);
    const view = await PointInTime.open(this.client, this.indices.pattern);
    try {
      yield* readGroups(view, query, request);
    } finally {
      await view.close();
    }
  }

  override async histogram(request: HistogramRequest): Promise<readonly HistogramBar[]> {
    assertBars(request);
    const query = selection(request.expr, request.range);
    const answer = await asking(() =>
      this.client.search<never, BarsAnswer>({ ...this.complete({ query, size: 0 }), aggs: bars(request) }),
    );
    const found = answer.aggregations?.bars.buckets ?? [];
    return found.map(({ key, doc_count: count }) => ({ from: new Date(key).toISOString(), count }));
  }

  override topValues(request: TopValuesRequest): Promise<TopValues> {
    assertTopValues(request);
    return readTopValues(this.client, this.indices.pattern, request);
  }

  override async *scan(expr: Expr, range: TimeRange): AsyncIterable<StoredEvent> {
    const request = { query: selection(expr, range), sort: order('oldest'), size: SCAN_PAGE };
    const view = await PointInTime.open(this.client, this.indices.pattern);
    try {
      let page = (await view.search(request)).hits.hits;
      while (page.length > 0) {
        yield* page.map(storedEvent);
        const search_after = page.at(-1)?.sort ?? [];
        page = page.length < SCAN_PAGE ? [] : (await view.search({ ...request, search_after })).hits.hits;
      }
    } finally {
      await view.close();
    }
  }

  override dropBefore(day: string): Promise<readonly string[]> {
    return this.indices.dropBefore(day);
  }

  override async refresh(): Promise<void> {
    await asking(() => this.client.indices.refresh({ index: this.indices.pattern }));
  }

  override health(): Promise<StoreHealth> {
    return readHealth(this.client, this.indices.pattern);
  }

  override close(): Promise<void> {
    return this.client.close();
  }

  private line(item: AcceptableEvent): string {
    return `${this.action(item)}\n${encodeDocument(item)}\n`;
  }

  private action({ id, day, at }: AcceptableEvent): string {
    const place = `"_index":"${this.indices.nameOf(day)}","_id":${JSON.stringify(id)}`;
    if (day !== STATES) return `{"create":{${place}}}`;
    // Versions are whole and not negative; what is older than 1970 is as old as that.
    return `{"index":{${place},"version":${Math.max(0, at)},"version_type":"external_gte"}}`;
  }

  private async ask(request: estypes.SearchRequest): Promise<{ total: number; hits: Hit[] }> {
    const { hits } = await asking(() => this.client.search<SecurityEvent>(this.complete(request)));
    const total = typeof hits.total === 'object' ? hits.total.value : (hits.total ?? 0);
    return { total, hits: hits.hits };
  }

  /** Answers only when every shard did: part of the truth is none. */
  private complete<T extends object>(request: T) {
    return { ...request, index: this.indices.pattern, allow_partial_search_results: false };
  }
}

interface BarsAnswer {
  readonly bars: { readonly buckets: readonly { readonly key: number; readonly doc_count: number }[] };
}

type Hit = estypes.SearchHit<SecurityEvent>;

function storedEvent({ _source }: Hit): StoredEvent {
  if (_source === undefined) throw new Error('Elasticsearch answered a document without its source.');
  return decodeDocument(_source);
}
