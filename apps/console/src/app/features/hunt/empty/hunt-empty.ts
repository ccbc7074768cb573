import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { Component, computed, input, output } from '@angular/core';
import type { EventFacets, EventPage } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import type { Span } from '../../../shared/time-range/span';
import { queryFields } from './query-fields';

/** Events lie within these. */
const [EARLIEST, LATEST] = ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'];

/** Nothing was found: in which time, where the nearest events lie that would have been, and which fields nobody sends. */
@Component({
  selector: 'tocsin-hunt-empty',
  imports: [Moment, OutsideText],
  host: { class: 'empty' },
  template: `
    <h2>Nothing was found</h2>
    <p>
      No event from <tocsin-moment [at]="span().from" /> to <tocsin-moment [at]="span().to" />
      @if (query() === '') {
        is stored.
      } @else {
        matches the query.
      }
    </p>
    @for (field of missing(); track field) {
      <p>
        No event of this time has the field <span class="mono"><tocsin-text [value]="field" /></span>.
      </p>
    }
    @if (isLooking()) {
      <p class="muted" role="status">Looking for the nearest before and after</p>
    } @else {
      @if (before(); as at) {
        <p>
          The nearest before is at <tocsin-moment [at]="at" />.
          <button class="button" type="button" (click)="near.emit(at)">Go there</button>
        </p>
      }
      @if (after(); as at) {
        <p>
          The nearest after is at <tocsin-moment [at]="at" />.
          <button class="button" type="button" (click)="near.emit(at)">Go there</button>
        </p>
      }
      @if (isNowhere()) {
        <p>There is none before and none after.</p>
      }
    }
    <div class="actions"><ng-content /></div>
  `,
})
export class HuntEmpty {
  readonly query = input.required<string>();
  readonly span = input.required<Span>();
  /** Somebody wants to see the events around this time. */
  readonly near = output<string>();
  private readonly earlier = httpResource<EventPage>(() => this.nearest('newest', EARLIEST, this.span().from));
  private readonly later = httpResource<EventPage>(() => this.nearest('oldest', this.span().to, LATEST));
  private readonly counted = httpResource<EventFacets>(() => {
    const fields = queryFields(this.query()).join(',');
    return fields === ''
      ? undefined
      : { url: '/api/events/facets', params: { q: '', ...this.span(), fields, size: 1 } };
  });
  protected readonly isLooking = computed(() => this.earlier.isLoading() || this.later.isLoading());
  protected readonly before = computed(() => timeOf(this.earlier));
  protected readonly after = computed(() => timeOf(this.later));
  protected readonly isNowhere = computed(
    () => [this.earlier, this.later].every((one) => one.hasValue()) && !this.before() && !this.after(),
  );
  protected readonly missing = computed(() => {
    const facets = this.counted.hasValue() ? this.counted.value().facets : [];
    return facets.filter(({ problem, events }) => problem === null && events === 0).map(({ field }) => field);
  });

  private nearest(sort: 'newest' | 'oldest', from: string, to: string) {
    return { url: '/api/events', params: { q: this.query(), sort, from, to, limit: 1 } };
  }
}

function timeOf(resource: HttpResourceRef<EventPage | undefined>): string | undefined {
  return resource.hasValue() ? resource.value()?.events[0]?.event['@timestamp'] : undefined;
}
