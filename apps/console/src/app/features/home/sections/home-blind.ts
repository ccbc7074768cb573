import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { HomeItem } from '@tocsin/api-contract';

import { SystemState } from '../../../core/system/system-state';
import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { linkOf } from '../changes/matter-link';

/** What cannot be seen right now, and until when the rest is covered. */
@Component({
  selector: 'tocsin-home-blind',
  imports: [MatIcon, Moment, OutsideText, RouterLink],
  template: `
    <div class="pane-head"><h2>What we cannot see now</h2></div>
    <ul aria-label="What we cannot see now">
      @for (trouble of troubles(); track trouble.what) {
        <li>
          <mat-icon svgIcon="warning" class="small attention" />
          <span class="wrap"
            ><b class="strong">{{ trouble.what }}</b> {{ trouble.detail }}</span
          >
        </li>
      }
      @for (row of rows(); track row.item.key) {
        <li>
          <mat-icon svgIcon="warning" class="small attention" />
          <span class="wrap">
            <a [routerLink]="row.link.commands" [queryParams]="row.link.query"
              ><tocsin-text [value]="row.item.title"
            /></a>
            since <tocsin-moment [at]="row.item.at" />. <tocsin-text [value]="row.item.consequence" />
          </span>
        </li>
      }
      <li class="fine">
        <mat-icon svgIcon="check" class="small" />
        <span class="wrap">
          @if (status()?.detection; as detection) {
            @if (detection.coveredUntil; as until) {
              <b class="strong"
                >{{ rows().length === 0 ? 'Everything' : 'All else' }} is covered until
                <tocsin-moment [at]="until" />.</b
              >
            } @else {
              Detection waits for the first event.
            }
            {{ detection.rulesLoaded?.toLocaleString('en') ?? 'An unknown number of' }} rules are at work.
          } @else {
            How far detection has looked is not known right now.
          }
        </span>
      </li>
    </ul>
  `,
  styleUrl: './home-facts.scss',
})
export class HomeBlind {
  readonly items = input.required<readonly HomeItem[]>();
  protected readonly status = inject(SystemState).status;
  protected readonly rows = computed(() => this.items().map((item) => ({ item, link: linkOf(item.path) })));
  protected readonly troubles = computed(() => {
    const status = this.status();
    const all = [
      { part: status?.storage, what: 'The store does not take events.' },
      { part: status?.queue, what: 'The queue is not reached.' },
    ];
    return all.flatMap(({ part, what }) => (part === undefined || part.ok ? [] : [{ what, detail: part.detail }]));
  });
}
