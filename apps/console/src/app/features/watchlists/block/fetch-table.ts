import { Component, inject, input } from '@angular/core';

import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { FirewallStore } from './firewall-store';

/** The last hundred fetches of one firewall. */
@Component({
  selector: 'tocsin-fetch-table',
  imports: [Failed, Moment, OutsideText, SkeletonRows],
  template: `
    @if (store.fetches(); as fetches) {
      @if (fetches.length > 0) {
        <table class="data" [attr.aria-label]="'Fetches of ' + name()">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">From</th>
              <th scope="col">Calls itself</th>
              <th scope="col">Got</th>
            </tr>
          </thead>
          <tbody>
            @for (fetch of fetches; track $index) {
              <tr>
                <td class="nowrap"><tocsin-moment [at]="fetch.at" /></td>
                <td class="mono wrap">{{ fetch.address }}</td>
                <td class="wrap"><tocsin-text [value]="fetch.agent" /></td>
                <td class="secondary">
                  {{ fetch.wasCurrent ? 'had it already' : fetch.lines.toLocaleString('en') + ' lines' }}
                </td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <p class="note">It was never fetched under this name.</p>
      }
    } @else if (store.fetchProblem(); as problem) {
      <tocsin-failed what="The fetches could not be loaded" [problem]="problem" (retry)="store.reload()" />
    } @else {
      <tocsin-skeleton-rows [rows]="2" />
    }
  `,
})
export class FetchTable {
  protected readonly store = inject(FirewallStore);
  readonly name = input.required<string>();
}
