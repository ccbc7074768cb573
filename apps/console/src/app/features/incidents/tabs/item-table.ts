import { Component, computed, inject, input, signal } from '@angular/core';
import type { IncidentItem, ItemKind } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { ItemEdit } from '../edit/item-edit';
import { ITEM_FIELDS, pointsOf, type ItemField } from '../edit/item-fields';
import { IncidentStore } from '../page/incident-store';

/** Items of one kind with everything that is known of each. */
@Component({
  selector: 'tocsin-item-table',
  imports: [Failed, ItemEdit, Moment, OutsideText],
  template: `
    @if (!isLoaded() && store.itemsProblem(); as problem) {
      <tocsin-failed
        [what]="'The ' + label().toLowerCase() + ' could not be loaded'"
        [problem]="problem"
        (retry)="store.reload(['items'])"
      />
    } @else {
      <!-- Named, so that it can be scrolled by keyboard. -->
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="label()">
        <table class="data">
          <thead>
            <tr>
              @for (field of fields(); track field.field) {
                <th scope="col">{{ field.label.replace(', one a line', '') }}</th>
              }
              @if (hasState()) {
                <th scope="col">State</th>
              }
              <th scope="col">Added</th>
              <th scope="col">By</th>
              <th scope="col">Changed</th>
              <th scope="col">By</th>
              @if (mayHandle()) {
                <th scope="col">Change</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (item of items(); track item.id) {
              <tr>
                @for (field of fields(); track field.field) {
                  <td class="wrap">
                    @if (timeOf(item, field); as at) {
                      <tocsin-moment [at]="at" />
                    } @else {
                      <tocsin-text [value]="textOf(item, field)" />
                    }
                  </td>
                }
                @if (hasState()) {
                  <td>{{ stateOf(item) }}</td>
                }
                <td><tocsin-moment [at]="item.createdAt" /></td>
                <td>{{ item.isAutomatic ? 'Tocsin' : item.createdBy?.displayName }}</td>
                <td><tocsin-moment [at]="item.updatedAt" /></td>
                <td>{{ item.updatedBy?.displayName }}</td>
                @if (mayHandle()) {
                  <td>
                    <button
                      class="link"
                      type="button"
                      [attr.aria-label]="'Edit ' + nameOf(item)"
                      [attr.aria-expanded]="edited() === item.id"
                      (click)="edited.set(edited() === item.id ? '' : item.id)"
                    >
                      Edit
                    </button>
                  </td>
                }
              </tr>
              @if (edited() === item.id) {
                <tr>
                  <td class="edit" [attr.colspan]="fields().length + 6"><tocsin-item-edit [item]="item" /></td>
                </tr>
              }
            } @empty {
              <tr>
                <td class="muted" [attr.colspan]="fields().length + 6">
                  {{ isLoaded() ? empty() : 'Loading ' + label().toLowerCase() }}
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styles: `
    .scroll {
      overflow: auto;
    }

    .edit {
      height: auto;
      white-space: normal;
    }
  `,
})
export class ItemTable {
  protected readonly store = inject(IncidentStore);
  readonly kind = input.required<ItemKind>();
  readonly label = input.required<string>();
  readonly empty = input.required<string>();
  readonly mayHandle = input.required<boolean>();
  protected readonly fields = computed(() => ITEM_FIELDS[this.kind()]);
  protected readonly items = computed(() => this.store.of(this.kind()));
  protected readonly isLoaded = computed(() => this.store.items() !== undefined);
  protected readonly hasState = computed(() => this.items().some(({ data }) => data['state'] !== undefined));
  protected readonly edited = signal('');

  protected nameOf({ data }: IncidentItem): string {
    const { title, value } = data as Partial<Record<string, string>>;
    return title ?? value ?? '';
  }

  protected stateOf({ data }: IncidentItem): string {
    return typeof data['state'] === 'string' ? data['state'].replaceAll('_', ' ') : '';
  }

  protected timeOf({ data }: IncidentItem, { field, way }: ItemField): string {
    const value = data[field];
    return way === 'time' && typeof value === 'string' ? value : '';
  }

  protected textOf({ data, assignee }: IncidentItem, { field, way, choices }: ItemField): string {
    const value = data[field] ?? null;
    if (way === 'person') return assignee?.displayName ?? '';
    if (way === 'checklist')
      return pointsOf(value)
        .map(({ text, isDone }) => `${isDone ? '✓' : '–'} ${text}`)
        .join('; ');
    if (way === 'choice') return choices?.find(([one]) => one === value)?.[1] ?? '';
    if (Array.isArray(value)) return value.join('; ');
    return typeof value === 'string' ? value : '';
  }
}
