import { Component, input, output } from '@angular/core';
import type { TailLine } from '@tocsin/api-contract';

import { Moment } from '../../core/time/moment';
import { EventFields } from '../../shared/event/event-fields';
import { OutsideText } from '../../shared/text/outside-text';

/** Events as one line each, newest first; one of them may be opened. */
@Component({
  selector: 'tocsin-tail-lines',
  imports: [EventFields, Moment, OutsideText],
  template: `
    <table class="data" aria-label="Events, newest first">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Source</th>
          <th scope="col">Host</th>
          <th scope="col">Program</th>
          <th scope="col" class="message">Message</th>
          <th scope="col">Rules</th>
        </tr>
      </thead>
      <tbody>
        @for (line of lines(); track line.id) {
          <tr [class.at-cursor]="line.id === cursor()" [attr.aria-current]="line.id === cursor() ? 'true' : null">
            <td><tocsin-moment [at]="line.at" /></td>
            <td><tocsin-text [value]="line.source" /></td>
            <td><tocsin-text [value]="line.host" /></td>
            <td><tocsin-text [value]="line.program" /></td>
            <td class="wrap">
              <button
                class="line mono"
                type="button"
                [attr.aria-expanded]="line.id === open()"
                (click)="toggled.emit(line.id)"
              >
                <tocsin-text [value]="line.message" />
                @if (line.message === '') {
                  <span class="muted">no message</span>
                }
              </button>
            </td>
            <td class="secondary">{{ line.rules > 0 ? line.rules : '' }}</td>
          </tr>
          @if (line.id === open()) {
            <tr>
              <td colspan="6" class="fields"><tocsin-event-fields [id]="line.id" /></td>
            </tr>
          }
        }
      </tbody>
    </table>
  `,
  styleUrl: './tail-lines.scss',
})
export class TailLinesTable {
  readonly lines = input.required<readonly TailLine[]>();
  /** Id of the line under the cursor. */
  readonly cursor = input.required<string | undefined>();
  /** Id of the line whose event is shown. */
  readonly open = input.required<string | undefined>();
  readonly toggled = output<string>();
}
