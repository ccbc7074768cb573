import type { Client, estypes } from '@elastic/elasticsearch';
import type { SecurityEvent } from '@tocsin/event-model';

import { asking } from './failures';

/** How long a reader may take with one page. */
const KEEP_ALIVE = '5m';

/** One unchanging view of the events, for reading in many steps. Close it: Elasticsearch keeps old files for it. */
export class PointInTime {
  private constructor(
    private readonly client: Client,
    private id: string,
  ) {}

  static async open(client: Client, index: string): Promise<PointInTime> {
    const request = { index, keep_alive: KEEP_ALIVE, ignore_unavailable: true };
    const { id } = await asking(() => client.openPointInTime(request));
    return new PointInTime(client, id);
  }

  /** @throws {StoreUnavailable} also when a shard could not answer: part of the truth is none. */
  async search(request: estypes.SearchRequest): Promise<estypes.SearchResponse<SecurityEvent>> {
    const pit = { id: this.id, keep_alive: KEEP_ALIVE };
    const answer = await asking(() =>
      this.client.search<SecurityEvent>({
        ...request,
        pit,
        allow_partial_search_results: false,
        track_total_hits: false,
      }),
    );
    this.id = answer.pit_id ?? this.id;
    return answer;
  }

  async close(): Promise<void> {
    try {
      await this.client.closePointInTime({ id: this.id });
    } catch {
      // It expires by itself; an error here would hide the one that ended the reading.
    }
  }
}
