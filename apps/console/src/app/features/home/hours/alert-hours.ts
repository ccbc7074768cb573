import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import type { AlertHours as Answer } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { exactTime } from '../../../core/time/format-time';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { whenHomeChanges } from '../home-live';
import { findingOf } from './finding';

/** Alerts per hour as bars, on the band between which four of five of these hours usually lie. */
@Component({
  selector: 'tocsin-alert-hours',
  imports: [Failed, Moment, SkeletonRows, Stale],
  template: `
    <div class="pane-head">
      <h2>Alerts per hour</h2>
      <span class="count">{{
        kept() === undefined
          ? ''
          : hasBand()
            ? 'band: usual for these hours, 28 days'
            : 'what is usual is known after 7 days'
      }}</span>
      <span class="end">
        <button class="link" type="button" [attr.aria-pressed]="asTable()" (click)="asTable.set(!asTable())">
          {{ asTable() ? 'Show as chart' : 'Show as table' }}
        </button>
      </span>
    </div>
    @if (kept(); as held) {
      @if (problem(); as failed) {
        <tocsin-stale [since]="held.since" [problem]="failed" (retry)="reload()" />
      }
    }
    @if (kept()?.value; as answer) {
      @if (asTable()) {
        <table class="data" aria-label="Alerts per hour">
          <thead>
            <tr>
              <th scope="col">Hour</th>
              <th scope="col">Alerts</th>
              <th scope="col">Usual</th>
            </tr>
          </thead>
          <tbody>
            @for (hour of answer.hours; track hour.at) {
              <tr>
                <td class="nowrap"><tocsin-moment [at]="hour.at" /></td>
                <td>{{ hour.count.toLocaleString('en') }}</td>
                <td>{{ hour.usual ? hour.usual.low + ' to ' + hour.usual.high : 'not known yet' }}</td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <div class="chart">
          <div class="bars" role="img" [attr.aria-label]="finding()">
            @for (bar of bars(); track bar.at) {
              <span class="slot" [title]="bar.words">
                @if (bar.band; as band) {
                  <span class="band" [style.bottom.%]="band.low" [style.height.%]="band.high - band.low"></span>
                }
                <span
                  class="bar"
                  [class.some]="bar.count > 0"
                  [class.above]="bar.isAbove"
                  [style.height.%]="bar.height"
                ></span>
              </span>
            }
          </div>
          <div class="axis">
            <tocsin-moment [at]="answer.hours[0]?.at ?? answer.asOf" />
            <span>up to {{ highest().toLocaleString('en') }} an hour</span>
            <tocsin-moment [at]="answer.asOf" />
          </div>
          <p class="note">{{ finding() }}</p>
        </div>
      }
    } @else if (problem(); as failed) {
      <tocsin-failed what="The hours could not be loaded" [problem]="failed" (retry)="reload()" />
    } @else {
      <p class="visually-hidden" role="status">Loading alerts per hour</p>
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
  styleUrl: './alert-hours.scss',
})
export class AlertHours {
  private readonly preferences = inject(Preferences);
  readonly since = input.required<string>();
  private readonly asked = httpResource<Answer>(() => ({
    url: '/api/home/alert-hours',
    params: { since: this.since() },
  }));
  protected readonly kept = keep(this.asked, () => this.since());
  protected readonly problem = problemOf(this.asked);
  protected readonly asTable = signal(false);
  private readonly hours = computed(() => this.kept()?.value.hours ?? []);
  protected readonly hasBand = computed(() => this.hours().some(({ usual }) => usual !== null));
  protected readonly highest = computed(() =>
    Math.max(1, ...this.hours().flatMap(({ count, usual }) => [count, usual?.high ?? 0])),
  );
  protected readonly finding = computed(() => findingOf(this.hours()));
  protected readonly bars = computed(() => {
    const share = (count: number): number => (100 * count) / this.highest();
    return this.hours().map(({ at, count, usual }) => ({
      ...{ at, count, height: share(count), isAbove: usual !== null && count > usual.high },
      band: usual && { low: share(usual.low), high: share(usual.high) },
      words: `${count.toLocaleString('en')} in the hour from ${exactTime(new Date(at), this.preferences.zone())}`,
    }));
  });

  constructor() {
    whenHomeChanges(() => this.reload());
  }

  protected reload(): void {
    if (document.visibilityState === 'visible') this.asked.reload();
  }
}
