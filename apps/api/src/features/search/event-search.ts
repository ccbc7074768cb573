import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type EventHistogram,
  type EventHistogramQuery,
  type EventListQuery,
  type EventPage,
  type EventView,
} from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { EventStore, InvalidCursor, type TimeRange } from '@tocsin/event-store';
import { InvalidExpression, NotSearchable, parseQuery, QuerySyntaxError, type Expr } from '@tocsin/query';

import { PlainProblem } from '../../http/problem';
import { barWidth } from './bar-width';

const DAY_MS = 86_400_000;

/** The text is no query; `position` says where. */
export class QueryNotUnderstood extends DomainError {
  readonly code = 'query.syntax';
  readonly kind = 'invalid';

  constructor(
    message: string,
    override readonly position: number,
  ) {
    super(message);
  }
}

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

  private selection({ q, ...given }: EventHistogramQuery): { readonly expr: Expr; readonly range: TimeRange } {
    const now = this.clock.now();
    const to = given.to === undefined ? now : new Date(given.to);
    const from = given.from === undefined ? new Date(to.getTime() - DAY_MS) : new Date(given.from);
    return { expr: read(q, now), range: { from: from.toISOString(), to: to.toISOString() } };
  }
}

function read(q: string, now: Date): Expr {
  try {
    return parseQuery(q, now);
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw new QueryNotUnderstood(error.message, error.position);
    throw error;
  }
}

/** What the store says about the question, and not about itself, is for the one who asked. */
async function explained<T>(search: () => Promise<T>): Promise<T> {
  try {
    return await search();
  } catch (error) {
    if (error instanceof InvalidCursor) throw new PlainProblem('invalid', 'cursor.invalid', error.message);
    if (error instanceof NotSearchable || error instanceof InvalidExpression) {
      throw new PlainProblem('invalid', 'query.not_searchable', error.message);
    }
    throw error;
  }
}
