import { Component, computed, input, output } from '@angular/core';
import type { List, ListEntry } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { LIST_KINDS } from '../list-kinds';

/** Entries of a list, newest first. */
@Component({
  selector: 'tocsin-entry-table',
  imports: [Moment, OutsideText],
  template: `
    <table class="data" [attr.aria-label]="'Entries of ' + list().name">
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Met as</th>
          @for (fact of facts(); track fact.name) {
            <th scope="col">{{ fact.label }}</th>
          }
          <th scope="col">Added</th>
          <th scope="col">Ends</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        @for (entry of entries(); track entry.id) {
          <tr tabindex="-1" [attr.data-entry]="entry.id">
            <td class="mono wrap"><tocsin-text [value]="entry.value" /></td>
            <td class="secondary">{{ entry.kind }}</td>
            @for (fact of facts(); track fact.name) {
              <td class="wrap"><tocsin-text [value]="text(entry, fact.name)" /></td>
            }
            <td class="secondary nowrap"><tocsin-moment [at]="entry.createdAt" /></td>
            <td class="nowrap">
              @if (entry.expiresAt; as end) {
                <tocsin-moment [at]="end" />
              } @else {
                <span class="muted">never</span>
              }
            </td>
            <td class="nowrap">
              <button
                class="button quiet"
                type="button"
                [attr.aria-label]="'Hits of ' + entry.value"
                (click)="asked.emit(entry)"
              >
                Hits
              </button>
              @if (mayManage()) {
                <button
                  class="button quiet"
                  type="button"
                  [attr.aria-label]="'End of ' + entry.value"
                  (click)="ending.emit(entry)"
                >
                  End…
                </button>
                <button
                  class="button quiet"
                  type="button"
                  [attr.aria-label]="'Remove ' + entry.value"
                  (click)="removed.emit(entry)"
                >
                  Remove
                </button>
              }
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
      overflow-wrap: anywhere;
    }
  `,
})
export class EntryTable {
  readonly list = input.required<List>();
  readonly entries = input.required<readonly ListEntry[]>();
  readonly mayManage = input.required<boolean>();
  readonly ending = output<ListEntry>();
  readonly asked = output<ListEntry>();
  readonly removed = output<ListEntry>();
  protected readonly facts = computed(() => LIST_KINDS[this.list().kind].facts);

  protected text(entry: ListEntry, fact: string): string {
    const value = entry.facts[fact];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}
