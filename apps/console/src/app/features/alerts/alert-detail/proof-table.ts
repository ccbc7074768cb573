import { Component, computed, input } from '@angular/core';
import type { Alert } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { ValueMenu } from '../../../shared/value-menu/value-menu';

/** What a rule asked for and what it saw, condition by condition. */
@Component({
  selector: 'tocsin-proof-table',
  imports: [Moment, OutsideText, ValueMenu],
  template: `
    <table>
      <colgroup>
        <col class="field" />
        <col class="condition" />
        <col />
      </colgroup>
      <thead [class.visually-hidden]="!headed()">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Condition</th>
          <th scope="col">Seen in the events</th>
        </tr>
      </thead>
      @for (selection of selections(); track $index) {
        <tbody>
          <tr class="selection">
            <th scope="rowgroup" colspan="3">{{ selection.name }}</th>
          </tr>
          @for (condition of selection.conditions; track $index) {
            <tr>
              <td class="mono">{{ condition.field }}</td>
              <td class="muted">{{ condition.operator }} <tocsin-text class="mono" [value]="condition.expected" /></td>
              <td class="mono">
                <mark>
                  @if (condition.isValue) {
                    <tocsin-value-menu [field]="condition.field" [value]="condition.seen" [at]="at()" />
                  } @else {
                    <tocsin-text [value]="condition.seen" />
                  }
                </mark>
              </td>
            </tr>
          }
        </tbody>
      }
    </table>
    <p class="note">
      Stands on {{ proof().eventCount.toLocaleString('en') }} {{ proof().eventCount === 1 ? 'event' : 'events' }}
      @if (proof().window; as window) {
        between <tocsin-moment [at]="window.from" /> and <tocsin-moment [at]="window.to" />
      }
    </p>
  `,
  styleUrl: './proof-table.scss',
})
export class ProofTable {
  readonly proof = input.required<Alert['proof']>();
  /** When it was seen, RFC 3339. */
  readonly at = input<string>();
  /** Whether the heads of the columns are drawn; they are always said. */
  readonly headed = input(false);
  protected readonly selections = computed(() =>
    this.proof().selections.map(({ name, conditions }) => ({
      name,
      // How many there were is nothing one could look for.
      conditions: conditions.map((one) => ({
        ...one,
        isValue: one.seen !== '' && !/^(count|distinct)/.test(one.operator),
      })),
    })),
  );
}
