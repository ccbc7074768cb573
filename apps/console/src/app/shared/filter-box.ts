import type { ElementRef } from '@angular/core';
import { Component, input, model, output, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** The box above a list that says what of it is shown. What counts as said, each keystroke or Enter, its page decides. */
@Component({
  selector: 'tocsin-filter-box',
  imports: [MatIcon],
  template: `
    <search class="input">
      <mat-icon svgIcon="filter" class="small" />
      <input
        #box
        type="text"
        aria-keyshortcuts="/"
        autocomplete="off"
        spellcheck="false"
        [attr.aria-label]="label()"
        [attr.aria-describedby]="problemId()"
        [attr.aria-invalid]="problemId() === undefined ? null : true"
        [placeholder]="placeholder()"
        [maxLength]="longest()"
        [value]="text()"
        (input)="text.set(box.value)"
        (keydown.enter)="entered.emit(text().trim())"
        (keydown.escape)="leave($event)"
      />
      @if (text() !== '') {
        <button class="button icon-only quiet" type="button" aria-label="Clear filter" (click)="clear()">
          <mat-icon svgIcon="close" class="small" />
        </button>
      }
      <kbd aria-hidden="true">/</kbd>
    </search>
  `,
  styles: `
    :host {
      flex: 1;
      min-width: 0;
    }

    .button {
      width: 1.5rem;
      height: 1.5rem;
    }
  `,
})
export class FilterBox {
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  readonly label = input.required<string>();
  readonly placeholder = input.required<string>();
  readonly longest = input.required<number>();
  /** What is written in it. */
  readonly text = model.required<string>();
  /** Id of the element that says what is wrong with the text, if something is. */
  readonly problemId = input<string>();
  /** Enter was pressed, with this text. */
  readonly entered = output<string>();
  readonly cleared = output();
  /** The person is done here and wants the list. */
  readonly left = output();

  focus(): void {
    this.box().nativeElement.focus();
    this.box().nativeElement.select();
  }

  protected clear(): void {
    this.text.set('');
    this.cleared.emit();
    this.focus();
  }

  protected leave(event: Event): void {
    event.preventDefault();
    this.left.emit();
  }
}
