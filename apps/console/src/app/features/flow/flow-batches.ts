import { Component, computed, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { LedgerBatches } from '@tocsin/api-contract';

import type { Problem } from '../../core/api/problem';
import { Moment } from '../../core/time/moment';
import { Failed } from '../../shared/failed';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { OutsideText } from '../../shared/text/outside-text';
import type { FlowDetail } from './flow-store';

type Batch = LedgerBatches['batches'][number];

const STATE_WORDS: Readonly<Record<Batch['state'], string>> = {
  unexplained: 'unexplained',
  in_flight: 'in flight',
  settled: 'settled',
  refused: 'refused by the broker',
};
const ORDER: readonly Batch['state'][] = ['unexplained', 'in_flight', 'refused', 'settled'];

/** The batches of a piece of time, what nobody explains first. */
@Component({
  selector: 'tocsin-flow-batches',
  imports: [Failed, MatIcon, Moment, OutsideText, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Batches <tocsin-moment [at]="detail().from" /> to <tocsin-moment [at]="detail().to" /></h2>
      <span class="end">
        <button class="button icon-only quiet" type="button" aria-label="Close batches" (click)="closed.emit()">
          <mat-icon svgIcon="close" class="small" />
        </button>
      </span>
    </div>
    @if (problem(); as failure) {
      <tocsin-failed what="The batches could not be loaded" [problem]="failure" (retry)="retry.emit()" />
    } @else if (sorted(); as rows) {
      <table class="data" aria-label="Batches">
        <thead>
          <tr>
            <th scope="col">Accepted</th>
            <th scope="col">Source</th>
            <th scope="col">Events</th>
            <th scope="col">State</th>
            <th scope="col">Became</th>
            <th scope="col">Front end, number</th>
          </tr>
        </thead>
        <tbody>
          @for (batch of rows; track batch.claim) {
            <tr>
              <td class="nowrap"><tocsin-moment [at]="batch.acceptedAt" /></td>
              <td class="wrap"><tocsin-text [value]="batch.source" /></td>
              <td>{{ batch.events.toLocaleString('en') }}</td>
              <td class="nowrap">
                <span class="tag" [class.error]="batch.state === 'unexplained'">{{ words[batch.state] }}</span>
                @if (batch.isRebuilt) {
                  <span class="tag outline" title="Its front end died before it could say that it accepted it"
                    >rebuilt</span
                  >
                }
              </td>
              <td class="wrap">{{ became(batch) }}</td>
              <td class="mono wrap">{{ batch.claim }}</td>
            </tr>
          } @empty {
            <tr>
              <td colspan="6" class="muted">No batch was accepted then, or it is longer ago than batches are kept.</td>
            </tr>
          }
        </tbody>
      </table>
    } @else {
      <tocsin-skeleton-rows />
    }
  `,
})
export class FlowBatches {
  readonly detail = input.required<FlowDetail>();
  readonly batches = input.required<readonly Batch[] | undefined>();
  readonly problem = input.required<Problem | undefined>();
  readonly closed = output();
  readonly retry = output();
  protected readonly words = STATE_WORDS;
  protected readonly sorted = computed(() =>
    this.batches()?.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state)),
  );

  protected became({ outcome }: Batch): string {
    if (outcome === null) return 'nobody has told yet';
    const { stored, duplicate, parked, dropped } = outcome;
    const drops = Object.entries(dropped).map(([rule, events]) => `${events} dropped by ${rule}`);
    const parts = [said(stored, 'stored'), said(duplicate, 'already stored'), said(parked, 'parked'), ...drops];
    return parts.filter(Boolean).join(', ');
  }
}

function said(count: number, what: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en')} ${what}`;
}
