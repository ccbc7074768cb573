import { httpResource } from '@angular/common/http';
import { Component, computed, input, output, viewChild, type ElementRef, afterNextRender } from '@angular/core';
import type { EntryHits as Hits, ListEntry } from '@tocsin/api-contract';

import { keep, problemOf } from '../../../shared/kept';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { FoundAlerts } from './found-alerts';
import { FoundEvents } from './found-events';

/** What one entry met: events and alerts since it stands on the list, and what had passed before. */
@Component({
  selector: 'tocsin-entry-hits',
  imports: [Failed, FoundAlerts, FoundEvents, OutsideText, SkeletonRows],
  template: `
    <div class="pane-head">
      <h3 #head tabindex="-1">Hits of <tocsin-text class="mono" [value]="entry().value" /></h3>
      <span class="end"><button class="button quiet" type="button" (click)="closed.emit()">Close</button></span>
    </div>
    @if (hits(); as found) {
      <tocsin-found-events what="Since it stands here" [found]="found.hits" [from]="found.from" [to]="found.to" />
      <tocsin-found-events
        what="Before, looked back over 90 days"
        [found]="found.older"
        [from]="found.from"
        [to]="found.to"
      />
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
export class EntryHits {
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  readonly list = input.required<string>();
  readonly entry = input.required<ListEntry>();
  readonly closed = output();
  protected readonly resource = httpResource<Hits>(
    () => `/api/lists/${encodeURIComponent(this.list())}/entries/${this.entry().id}/hits`,
  );
  private readonly kept = keep(this.resource, () => this.entry().id);
  protected readonly hits = computed(() => this.kept()?.value);
  protected readonly problem = problemOf(this.resource);

  constructor() {
    afterNextRender(() => this.head().nativeElement.focus());
  }
}
