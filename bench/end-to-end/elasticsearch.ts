import { Client } from '@elastic/elasticsearch';

const EVENTS = 'tocsin-events-*';

/** As much of Elasticsearch as is asked while it is measured; none of it refreshes an index. */
export class Elasticsearch {
  private readonly client: Client;

  constructor(url: string) {
    this.client = new Client({ node: url });
  }

  /** Documents written since the start. */
  async indexed(): Promise<number> {
    const stats = await this.client.indices.stats({ index: EVENTS, metric: 'indexing' });
    return stats._all.primaries?.indexing?.index_total ?? 0;
  }

  /** Which of these addresses can be found. */
  async findable(addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const answer = await this.client.search<Record<string, string>>({
      index: EVENTS,
      size: addresses.length,
      _source: ['source.ip'],
      query: { terms: { 'source.ip': [...addresses] } },
    });
    return new Set(answer.hits.hits.flatMap(({ _source }) => _source?.['source.ip'] ?? []));
  }

  /** Some documents as they were stored. */
  async documents(count: number): Promise<object[]> {
    const answer = await this.client.search<object>({ index: EVENTS, size: count, query: { match_all: {} } });
    return answer.hits.hits.flatMap(({ _source }) => _source ?? []);
  }

  /** Writes documents into an index of their own, with the mapping of events. */
  async bulk(index: string, documents: readonly object[]): Promise<void> {
    const operations = documents.flatMap((document) => [{ create: {} }, document]);
    const { errors } = await this.client.bulk({ index, operations });
    if (errors) throw new Error('Elasticsearch refused documents it had stored before.');
  }
}
