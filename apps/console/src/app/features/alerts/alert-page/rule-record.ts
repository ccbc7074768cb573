import { httpResource } from '@angular/common/http';
import { Component, computed, input } from '@angular/core';
import { VERDICTS, type RuleRecord as Answer } from '@tocsin/api-contract';

import { duration } from '../../../core/time/format-time';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { VERDICT_WORDS } from '../alert-detail/status-words';

/** What the alerts of the rule turned out to be, so that one knows how far to trust it. */
@Component({
  selector: 'tocsin-rule-record',
  imports: [SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Record of the rule</h2>
      <span class="count">{{ record()?.days ?? 90 }} days</span>
    </div>
    <div class="pane-body">
      @if (record(); as one) {
        <dl class="facts">
          <dt>Alerts</dt>
          <dd>{{ one.alerts.toLocaleString('en') }}, {{ one.open.toLocaleString('en') }} open</dd>
          @for (verdict of verdicts; track verdict) {
            <dt>{{ words[verdict] }}</dt>
            <dd>{{ one.verdicts[verdict].toLocaleString('en') }}</dd>
          }
          <dt>Median time to resolve</dt>
          <dd>{{ median() }}</dd>
        </dl>
      } @else if (problem() === undefined) {
        <tocsin-skeleton-rows [rows]="3" />
      }
      @if (problem(); as failure) {
        <p class="note" role="alert">
          The record could not be loaded. {{ failure.detail }}
          <button class="link" type="button" (click)="resource.reload()">Retry</button>
        </p>
      }
    </div>
  `,
})
export class RuleRecord {
  readonly number = input.required<string>();
  protected readonly resource = httpResource<Answer>(
    () => `/api/alerts/${encodeURIComponent(this.number())}/rule-record`,
  );
  private readonly answer = keep(this.resource, this.number);
  protected readonly problem = problemOf(this.resource);
  protected readonly verdicts = VERDICTS;
  protected readonly words = VERDICT_WORDS;
  protected readonly record = computed(() => this.answer()?.value);
  protected readonly median = computed(() => {
    const ms = this.record()?.medianMsToResolve ?? null;
    return ms === null ? 'none is resolved' : duration(Math.round(ms / 1000));
  });
}
