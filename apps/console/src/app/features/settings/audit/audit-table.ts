import { Component, computed, input } from '@angular/core';
import type { AuditEntry } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { toldChanges } from './told-change';

/** Who did what to which thing, and what it was before. */
@Component({
  selector: 'tocsin-audit-table',
  imports: [Moment, OutsideText],
  template: `
    <table class="data" aria-label="Changes, newest first">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Who</th>
          <th scope="col">Did</th>
          <th scope="col">To</th>
          <th scope="col">What is different</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.entry.seq) {
          <tr>
            <td class="nowrap"><tocsin-moment [at]="row.entry.at" /></td>
            <td class="nowrap"><tocsin-text [value]="row.entry.actor.name" /></td>
            <td class="mono nowrap">{{ row.entry.action }}</td>
            <td class="mono wrap"><tocsin-text [value]="row.entry.object.id" /></td>
            <td class="wrap">
              @if (row.entry.isWithheld) {
                <span class="muted">For the people of this incident only.</span>
              }
              <ul>
                @for (change of row.changes; track change.name) {
                  <li>
                    <span class="secondary">{{ change.name }}:</span>
                    @if (change.before !== '') {
                      <del class="mono"><tocsin-text [value]="change.before" /></del>
                    }
                    @if (change.before !== '' && change.after !== '') {
                      <span class="muted">→</span>
                    }
                    @if (change.after !== '') {
                      <ins class="mono"><tocsin-text [value]="change.after" /></ins>
                    }
                  </li>
                }
              </ul>
            </td>
            <td class="secondary nowrap" [title]="row.entry.requestId === null ? '' : 'Request ' + row.entry.requestId">
              {{ row.entry.address ?? 'this machine' }}
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    :host {
      display: block;
    }

    td {
      vertical-align: top;
      overflow-wrap: anywhere;
    }

    li > * + * {
      margin-left: var(--space-1);
    }

    del {
      color: var(--removed);
    }

    ins {
      color: var(--added);
      text-decoration: none;
    }
  `,
})
export class AuditTable {
  readonly entries = input.required<readonly AuditEntry[]>();
  protected readonly rows = computed(() =>
    this.entries().map((entry) => ({ entry, changes: toldChanges(entry.before, entry.after) })),
  );
}
