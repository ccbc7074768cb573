import { httpResource } from '@angular/common/http';
import { afterNextRender, Component, computed, input, output, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListHits as Hits } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { FoundAlerts } from './found-alerts';
import { FoundEvents } from './found-events';

/** What a watchlist met in the last 30 days, and which of its entries did. */
@Component({
  selector: 'tocsin-list-hits',
  imports: [Failed, FoundAlerts, FoundEvents, Moment, OutsideText, RouterLink, SkeletonRows],
  template: `
    <div class="pane-head">
      <h3 #head tabindex="-1">Hits</h3>
      <span class="count">the last 30 days</span>
      <span class="end"><button class="button quiet" type="button" (click)="closed.emit()">Close</button></span>
    </div>
    @if (hits(); as found) {
      <tocsin-found-events what="On this list" [found]="found.hits" [from]="found.from" [to]="found.to" />
      @if (found.entries.length > 0) {
        <table class="data" aria-label="Entries that met something">
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col" class="num">Events</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            @for (entry of found.entries; track entry.id) {
              <tr>
                <td class="mono wrap">
                  <a [routerLink]="['/watchlists', list()]" [queryParams]="{ q: entry.value }"
                    ><tocsin-text [value]="entry.value"
                  /></a>
                </td>
                <td class="num">{{ entry.events.toLocaleString('en') }}</td>
                <td class="nowrap"><tocsin-moment [at]="entry.last" /></td>
              </tr>
            }
          </tbody>
        </table>
      }
      <tocsin-found-alerts [alerts]="found.alerts" />
    } @else if (problem(); as failure) {
      <tocsin-failed what="The hits could not be loaded" [problem]="failure" (retry)="resource.reload()" />
    } @else {
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      border-bottom: 1px solid var(--line);
      background: var(--surface-2);
    }
  `,
})
export class ListHits {
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  readonly list = input.required<string>();
  readonly closed = output();
  protected readonly resource = httpResource<Hits>(() => `/api/lists/${encodeURIComponent(this.list())}/hits`);
  private readonly kept = keep(this.resource, () => this.list());
  protected readonly hits = computed(() => this.kept()?.value);
  protected readonly problem = problemOf(this.resource);

  constructor() {
    afterNextRender(() => this.head().nativeElement.focus());
  }
}
