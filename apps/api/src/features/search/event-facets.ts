import { Injectable } from '@nestjs/common';
import type { EventFacet, EventFacets, EventFacetsQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { EventStore, SearchTooSlow } from '@tocsin/event-store';

import { explained, selectionOf, type Selection } from './event-selection';

/** For one field: who looks at facets clicks on, and must not wait for the rarest of them. */
const LIMIT_MS = 5_000;
/** Fields counted at once: the store serves others too. */
const AT_ONCE = 2;

const NOTHING = { events: 0, distinct: 0, values: [] };

/** What the events of a search have most. */
@Injectable()
export class EventFacetCounts {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** A field that cannot be counted, or not in time, says so and keeps no other from being counted. */
  async count({ fields, size, ...given }: EventFacetsQuery): Promise<EventFacets> {
    const selection = selectionOf(given, this.clock.now());
    const facets: EventFacet[] = [];
    const waiting = fields.map((field, position) => ({ field, position }));
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        facets[next.position] = await this.facet(selection, next.field, size);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { limitMs: LIMIT_MS, facets };
  }

  private async facet(selection: Selection, field: string, size: number): Promise<EventFacet> {
    try {
      const request = { ...selection, field, size, limitMs: LIMIT_MS };
      const { events, distinct, values } = await explained(() => this.store.topValues(request));
      return { field, events, distinct: distinct ?? null, values: [...values], problem: null };
    } catch (error) {
      if (error instanceof SearchTooSlow)
        return { field, ...NOTHING, problem: { code: 'too_slow', detail: error.message } };
      if (error instanceof RangeError)
        return { field, ...NOTHING, problem: { code: 'not_countable', detail: error.message } };
      throw error;
    }
  }
}
