import { httpResource } from '@angular/common/http';
import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertPage } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';

const SHOWN = 20;

/** The newest alerts of a rule. */
@Component({
  selector: 'tocsin-rule-alerts',
  imports: [Failed, Moment, OutsideText, RouterLink, Severity, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Its alerts</h2>
      @if (kept()?.value; as page) {
        <span class="count">{{ page.total.toLocaleString('en') }}</span>
      }
    </div>
    @if (kept()?.value; as page) {
      @if (page.alerts.length > 0) {
        <table class="data" aria-label="Newest alerts of the rule">
          <thead>
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Alert</th>
              <th scope="col">About</th>
              <th scope="col">Last</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            @for (alert of page.alerts; track alert.id) {
              <tr>
                <td><tocsin-severity [level]="alert.severity" [wordHidden]="true" /></td>
                <td class="nowrap mono">
                  <a [routerLink]="['/alerts', alert.number]">{{ alert.number }}</a>
                </td>
                <td class="mono wrap"><tocsin-text [value]="alert.entity?.value ?? 'none'" /></td>
                <td class="nowrap"><tocsin-moment [at]="alert.lastAt" /></td>
                <td class="secondary">{{ (alert.verdict ?? alert.status).replaceAll('_', ' ') }}</td>
              </tr>
            }
          </tbody>
        </table>
        @if (page.total > page.alerts.length) {
          <p class="pane-body note">The newest {{ page.alerts.length }} are shown.</p>
        }
      } @else {
        <p class="pane-body note">It has raised none.</p>
      }
    } @else if (problem(); as failed) {
      <tocsin-failed what="Its alerts could not be loaded" [problem]="failed" (retry)="reload()" />
    } @else {
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
})
export class RuleAlerts {
  readonly ruleId = input.required<string>();
  private readonly asked = httpResource<AlertPage>(() => ({
    url: '/api/alerts',
    params: { ruleId: this.ruleId(), status: 'all', limit: SHOWN },
  }));
  protected readonly kept = keep(this.asked, () => this.ruleId());
  protected readonly problem = problemOf(this.asked);

  protected reload(): void {
    this.asked.reload();
  }
}
