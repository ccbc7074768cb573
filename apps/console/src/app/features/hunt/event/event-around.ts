import { httpResource } from '@angular/common/http';
import { Component, computed, input, output, signal } from '@angular/core';
import type { EventPage, EventView } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { spanAround } from '../../../shared/time-range/span';
import { conditionOf } from '../../../shared/value-menu/conditions';

const MINUTES = [1, 5, 15, 60] as const;
const EACH_SIDE = 20;

/** What else its host said before and after an event. */
@Component({
  selector: 'tocsin-event-around',
  imports: [Moment, OutsideText, SkeletonRows],
  templateUrl: './event-around.html',
  styleUrl: './event-around.scss',
})
export class EventAround {
  readonly event = input.required<EventView>();
  /** Somebody wants all of it, so many minutes before and after. */
  readonly searched = output<number>();
  protected readonly choices = MINUTES;
  protected readonly minutes = signal<number>(5);
  protected readonly host = computed(() => {
    const host = this.event().event['host.name'];
    return typeof host === 'string' && host !== '' ? host : undefined;
  });
  private readonly at = computed(() => this.event().event['@timestamp']);
  private readonly q = computed(() => {
    const host = this.host();
    return host === undefined ? '' : (conditionOf('host.name', host) ?? '');
  });
  private readonly span = computed(() => spanAround(this.at(), this.minutes()));
  protected readonly before = httpResource<EventPage>(() => ({
    url: '/api/events',
    params: { q: this.q(), from: this.span().from, to: this.at(), sort: 'newest', limit: EACH_SIDE },
  }));
  protected readonly after = httpResource<EventPage>(() => ({
    url: '/api/events',
    params: { q: this.q(), from: this.at(), to: this.span().to, sort: 'oldest', limit: EACH_SIDE },
  }));
  private readonly problems = [problemOf(this.before), problemOf(this.after)];
  protected readonly problem = computed(() => this.problems.map((one) => one()).find((one) => one !== undefined));
  /** Oldest first, the event itself among them; `undefined` until both sides are there. */
  protected readonly rows = computed(() => {
    if (!this.before.hasValue() || !this.after.hasValue()) return undefined;
    const [before, after] = [this.before.value().events, this.after.value().events];
    const own = this.event();
    const around = after.some(({ id }) => id === own.id) ? after : [own, ...after];
    return [...before].reverse().concat(around);
  });
  protected readonly left = computed(() => {
    const [before, after] = [this.before, this.after].map((side) => {
      const page = side.hasValue() ? side.value() : undefined;
      return page === undefined ? 0 : page.total - page.events.length;
    });
    return { before: before ?? 0, after: after ?? 0 };
  });

  protected retry(): void {
    this.before.reload();
    this.after.reload();
  }
}
