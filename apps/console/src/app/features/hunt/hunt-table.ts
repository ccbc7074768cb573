import { Component, computed, input, model, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { EventView } from '@tocsin/api-contract';

import { Moment } from '../../core/time/moment';
import { OutsideText } from '../../shared/text/outside-text';
import { ValueMenu } from '../../shared/value-menu/value-menu';
import type { EventTab } from './event/event-tabs';
import { fieldText } from './field-text';
import { HuntEvent, type Pivot } from './hunt-event';

/** What is around an event. */
export interface Surroundings {
  readonly view: EventView;
  readonly minutes: number;
}

/** Events found, one row each, with the columns that were chosen; one of them may be opened. */
@Component({
  selector: 'tocsin-hunt-table',
  imports: [HuntEvent, MatIcon, Moment, OutsideText, ValueMenu],
  template: `
    <table class="data" aria-label="Events found">
      <thead>
        <tr>
          <th scope="col" [attr.aria-sort]="sort() === 'newest' ? 'descending' : 'ascending'">
            <button class="link" type="button" (click)="sorted.emit()">
              Time {{ sort() === 'newest' ? '↓' : '↑' }}
            </button>
          </th>
          @for (column of columns(); track column) {
            <th scope="col" class="mono">
              <tocsin-text [value]="column" />
              <button
                class="button icon-only quiet"
                type="button"
                [attr.aria-label]="'Take out the column ' + column"
                (click)="columnToggled.emit(column)"
              >
                <mat-icon svgIcon="close" class="small" />
              </button>
            </th>
          }
          <th scope="col">Message</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.view.id) {
          <tr
            [class.at-cursor]="row.view.id === cursor()"
            [attr.aria-current]="row.view.id === cursor() ? 'true' : null"
          >
            <td class="nowrap"><tocsin-moment [at]="row.view.event['@timestamp']" /></td>
            @for (cell of row.cells; track $index) {
              <td class="mono" [class.nowrap]="cell.value.length <= 60">
                @if (cell.isMany || cell.value === '') {
                  <tocsin-text [value]="cell.value" />
                } @else {
                  <tocsin-value-menu [field]="cell.name" [value]="cell.value" [at]="row.view.event['@timestamp']" />
                }
              </td>
            }
            <td class="wrap">
              <button
                class="line mono"
                type="button"
                [attr.aria-expanded]="row.view.id === open()"
                (click)="toggled.emit(row.view.id)"
              >
                <tocsin-text [value]="row.view.event.message" />
                @if (row.view.event.message === '') {
                  <span class="muted">no message</span>
                }
              </button>
            </td>
          </tr>
          @if (row.view.id === open()) {
            <tr>
              <td [attr.colspan]="columns().length + 2">
                <tocsin-hunt-event
                  [event]="row.view"
                  [columns]="columns()"
                  (pivoted)="pivoted.emit($event)"
                  (columnToggled)="columnToggled.emit($event)"
                  [(tab)]="tab"
                  (around)="around.emit({ view: row.view, minutes: $event })"
                />
              </td>
            </tr>
          }
        }
      </tbody>
    </table>
  `,
  styleUrl: './hunt-table.scss',
})
export class HuntTable {
  readonly events = input.required<readonly EventView[]>();
  readonly columns = input.required<readonly string[]>();
  readonly sort = input.required<'newest' | 'oldest'>();
  /** Id of the row under the cursor. */
  readonly cursor = input.required<string | undefined>();
  /** Id of the row that is opened. */
  readonly open = input.required<string | undefined>();
  readonly toggled = output<string>();
  readonly sorted = output();
  readonly columnToggled = output<string>();
  readonly pivoted = output<Pivot>();
  readonly around = output<Surroundings>();
  readonly tab = model.required<EventTab>();
  protected readonly rows = computed(() => {
    const columns = this.columns();
    return this.events().map((view) => ({ view, cells: columns.map((column) => fieldText(view, column)) }));
  });
}
