import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertPage } from '@tocsin/api-contract';

import { SystemState } from '../../../core/system/system-state';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import type { AlertView } from '../alert-views';
import { FirstEvent } from './first-event';
import { doubts } from './doubts';

/** Nothing to show, and why one may or may not believe it: because of the filter, because it is so, or because nobody can be sure. */
@Component({
  selector: 'tocsin-empty-list',
  imports: [FirstEvent, Moment, RouterLink],
  host: { class: 'empty' },
  templateUrl: './empty-list.html',
})
export class EmptyList {
  private readonly clock = inject(ServerClock);
  private readonly system = inject(SystemState);
  readonly view = input.required<AlertView>();
  readonly q = input.required<string>();
  readonly cleared = output();

  /** How many there are without the filter; without one, how many alerts there ever were. */
  private readonly wider = httpResource<AlertPage>(() => {
    const params = this.q() === '' ? { status: 'all' } : this.view().params;
    return { url: '/api/alerts', params: { ...params, limit: 1 } };
  });
  protected readonly widerTotal = computed(() => (this.wider.hasValue() ? this.wider.value().total : undefined));
  protected readonly isFirstRun = computed(() => this.q() === '' && this.widerTotal() === 0);
  protected readonly status = this.system.status;
  protected readonly doubts = computed(() => doubts(this.status(), this.system.isStale(), this.clock.now()));
  /** The words wait for the count, so that they do not change under the eyes. */
  protected readonly isReady = computed(() => !this.wider.isLoading());
  protected readonly heading = computed(() => {
    if (this.q() !== '') return 'No alert matches';
    const what = this.view().id === 'mine' ? 'No open alerts of yours' : `No ${this.view().adjective} alerts`;
    if (this.isFirstRun()) return `${what} yet`;
    return this.doubts().length === 0 ? what : `${what}, as far as we can tell`;
  });
}
