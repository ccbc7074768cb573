import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, viewChild, type ElementRef } from '@angular/core';

import { OutsideText } from '../text/outside-text';
import { conditionOf } from './conditions';
import { ValuePivots } from './value-pivots';

/** Longer values find nobody else. */
const LONGEST_VALUE = 1_000;
/** Longer ones are not drawn whole at first. */
const FOLDED_AT = 400;

interface Pivot {
  readonly label: string;
  readonly key: string;
  run(): void;
}

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
  private readonly actions = inject(ValuePivots);
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly button = viewChild.required<ElementRef<HTMLElement>>('button');
  private readonly trigger = viewChild.required(CdkMenuTrigger);
  readonly field = input.required<string>();
  readonly value = input.required<string>();
  /** Time of the event it stands in, RFC 3339. */
  readonly at = input<string>();
  /** A long text has a button of its own, which cannot stand in another. */
  protected readonly isFolded = computed(() => this.value().length > FOLDED_AT);
  protected readonly name = computed(() => `What to do with ${this.field()} ${this.value().slice(0, 100)}`);
  protected readonly pivots = computed(() => {
    const copy: Pivot = { label: 'Copy', key: 'Y', run: () => this.copy() };
    const isLong = this.value().length > LONGEST_VALUE;
    const condition = isLong ? undefined : conditionOf(this.field(), this.value());
    return condition === undefined ? [copy] : [...this.searches(condition), copy];
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

  private searches(condition: string): Pivot[] {
    const at = this.at();
    const around = (time: string): Pivot => ({
      label: 'Everything with it, ±15 min',
      key: 'S',
      run: () => this.actions.around(condition, time),
    });
    return [
      { label: 'Keep only this', key: '+', run: () => this.actions.keep(condition) },
      { label: 'Leave this out', key: '−', run: () => this.actions.leaveOut(condition) },
      ...(at === undefined ? [] : [around(at)]),
    ];
  }

  private copy(): void {
    const isDone = this.clipboard.copy(this.value());
    void this.announcer.announce(isDone ? 'Copied' : 'The browser did not allow copying');
  }
}
