import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
  afterNextRender,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { FilterBox } from '../filter-box';
import { QueryEditor } from './query-editor';
import type { HintSpan } from './query-hints';

/** The box for a query: a plain one at once, one that completes as soon as its code is there and nobody types in the plain one. */
@Component({
  selector: 'tocsin-query-box',
  imports: [FilterBox, MatIcon, QueryEditor],
  host: { '(focusout)': 'free.set(true)', '(focusin)': 'free.set(false)' },
  template: `
    @defer (when canSwap(); prefetch on idle) {
      <search class="input grows">
        <mat-icon svgIcon="filter" class="small" />
        <tocsin-query-editor
          #editor
          [label]="label()"
          [placeholder]="placeholder()"
          [longest]="longest()"
          [(text)]="written"
          [span]="span()"
          [problemId]="problemId()"
          [wrongAt]="wrongAt()"
          (entered)="entered.emit($event)"
          (left)="left.emit()"
        />
        @if (written() !== '') {
          <button class="button icon-only quiet" type="button" aria-label="Clear filter" (click)="clear()">
            <mat-icon svgIcon="close" class="small" />
          </button>
        }
        <kbd aria-hidden="true">/</kbd>
      </search>
    } @placeholder {
      <tocsin-filter-box
        [label]="label()"
        [placeholder]="placeholder()"
        [longest]="longest()"
        [(text)]="written"
        [problemId]="problemId()"
        (entered)="entered.emit($event)"
        (cleared)="entered.emit('')"
        (left)="left.emit()"
      />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex: 1;
      min-width: 0;
    }

    .grows {
      flex: 1;
      min-width: 0;
      height: auto;
      min-height: var(--control);
    }

    .button {
      width: 1.5rem;
      height: 1.5rem;
    }
  `,
})
export class QueryBox {
  private readonly plain = viewChild(FilterBox);
  // By name: its class would bring its code along.
  private readonly editor = viewChild<{ focus(): void }>('editor');
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly label = input.required<string>();
  readonly placeholder = input.required<string>();
  readonly longest = input.required<number>();
  readonly text = input.required<string>();
  /** When the events lie whose fields and values are offered. */
  readonly span = input.required<HintSpan>();
  readonly problemId = input<string>();
  readonly wrongAt = input<number>();
  readonly entered = output<string>();
  readonly left = output();
  protected readonly written = linkedSignal(() => this.text());
  private readonly isDrawn = signal(false);
  protected readonly free = signal(true);
  /** Who has begun to type keeps the box they type in. */
  protected readonly canSwap = computed(() => this.isDrawn() && this.free());

  constructor() {
    afterNextRender(() => {
      this.free.set(!this.element.nativeElement.contains(document.activeElement));
      this.isDrawn.set(true);
    });
  }

  focus(): void {
    (this.editor() ?? this.plain())?.focus();
  }

  protected clear(): void {
    this.written.set('');
    this.entered.emit('');
    this.focus();
  }
}
