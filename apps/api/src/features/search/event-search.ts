import { Injectable } from '@nestjs/common';
import type { EventHistogram, EventHistogramQuery, EventListQuery, EventPage, EventView } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { EventStore } from '@tocsin/event-store';

import { PlainProblem } from '../../http/problem';
import { barWidth } from './bar-width';
import { explained, selectionOf, type Selection } from './event-selection';

/** Finds stored events by the search language. */
@Injectable()
export class EventSearch {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {QueryNotUnderstood} */
  async page(query: EventListQuery): Promise<EventPage> {
    const cursor = query.cursor === undefined ? {} : { cursor: query.cursor };
    const selection = this.selection(query);
    const page = await explained(() =>
      this.store.search({ ...selection, sort: query.sort, size: query.limit, ...cursor }),
    );
    return { events: [...page.events], total: page.total, nextCursor: page.cursor ?? null };
  }

  /** @throws {QueryNotUnderstood} */
  async histogram(query: EventHistogramQuery): Promise<EventHistogram> {
    const selection = this.selection(query);
    const { from, to } = selection.range;
    const seconds = barWidth(Date.parse(to) - Date.parse(from));
    const bars = await explained(() => this.store.histogram({ ...selection, seconds }));
    return { from, to, seconds, total: bars.reduce((sum, { count }) => sum + count, 0), bars: [...bars] };
  }

  async get(id: string): Promise<EventView> {
    const found = await this.store.get(id);
    if (found === undefined) {
      throw new PlainProblem(
        'not_found',
        'event.not_found',
        'There is no such event; its day may have been deleted by age.',
      );
    }
    return found;
  }

  private selection(query: EventHistogramQuery): Selection {
    return selectionOf(query, this.clock.now());
  }
}
