import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, viewChild, type ElementRef } from '@angular/core';

import { OutsideText } from '../text/outside-text';
import { ValueChoices } from './value-choices';
import { ValuePivots } from './value-pivots';

/** Longer ones are not drawn whole at first. */
const FOLDED_AT = 400;

/** A value of an event, and what one can do with it. */
@Component({
  selector: 'tocsin-value-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, OutsideText],
  template: `
    @if (isFolded()) {
      <tocsin-text [value]="value()" />
    }
    <button #button class="value" type="button" [cdkMenuTriggerFor]="menu" [attr.aria-label]="name()">
      @if (isFolded()) {
        <span aria-hidden="true">⋯</span>
      } @else {
        <tocsin-text [value]="value()" />
      }
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu [attr.aria-label]="name()">
        @for (pivot of pivots(); track pivot.key) {
          <button
            class="menu-item"
            type="button"
            cdkMenuItem
            [attr.aria-keyshortcuts]="pivot.key"
            (cdkMenuItemTriggered)="pivot.run()"
            (keydown)="press($event)"
          >
            {{ pivot.label }} <kbd aria-hidden="true">{{ pivot.key }}</kbd>
          </button>
        }
      </div>
    </ng-template>
  `,
  styles: `
    .value {
      min-height: 1.5rem;
      color: inherit;
      font: inherit;
      text-align: left;
      overflow-wrap: anywhere;

      &:hover {
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }
    }
  `,
})
export class ValueMenu {
  private readonly choices = inject(ValueChoices);
  private readonly search = inject(ValuePivots);
  private readonly button = viewChild.required<ElementRef<HTMLElement>>('button');
  private readonly trigger = viewChild.required(CdkMenuTrigger);
  /** Empty: it stands in no field of an event. */
  readonly field = input.required<string>();
  readonly value = input.required<string>();
  /** Time of the event it stands in, RFC 3339. */
  readonly at = input<string>();
  /** A long text has a button of its own, which cannot stand in another. */
  protected readonly isFolded = computed(() => this.value().length > FOLDED_AT);
  protected readonly name = computed(() =>
    ['What to do with', this.field(), this.value().slice(0, 100)].filter((part) => part !== '').join(' '),
  );
  protected readonly pivots = computed(() => {
    const shown = { field: this.field(), value: this.value(), at: this.at() };
    return this.choices.of(shown, this.search);
  });

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key === '-' ? '−' : event.key.toUpperCase();
    const pivot = this.pivots().find((one) => one.key === key);
    if (pivot === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.trigger().close();
    this.button().nativeElement.focus();
    pivot.run();
  }
}
