import type { ElementRef } from '@angular/core';
import { Component, input, linkedSignal, output, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

const LONGEST = 1_000;

/** The box that chooses which events are shown; what is typed counts with Enter, because half a query is another one. */
@Component({
  selector: 'tocsin-tail-filter',
  imports: [MatIcon],
  template: `
    <search class="input">
      <mat-icon svgIcon="filter" class="small" />
      <input
        #box
        type="text"
        aria-label="Show only events that match"
        aria-keyshortcuts="/"
        aria-describedby="tail-problem"
        placeholder="user.name:root AND NOT source.ip:10.0.0.0/8"
        autocomplete="off"
        spellcheck="false"
        [attr.aria-invalid]="isRefused()"
        [maxLength]="longest"
        [value]="typed()"
        (input)="typed.set(box.value)"
        (keydown.enter)="applied.emit(typed().trim())"
        (keydown.escape)="leave($event)"
      />
      @if (typed() !== '') {
        <button class="button icon-only quiet" type="button" aria-label="Clear filter" (click)="applied.emit('')">
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
export class TailFilter {
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  readonly where = input.required<string>();
  readonly isRefused = input.required<boolean>();
  readonly applied = output<string>();
  readonly left = output();
  protected readonly longest = LONGEST;
  protected readonly typed = linkedSignal(() => this.where());

  focus(): void {
    this.box().nativeElement.focus();
    this.box().nativeElement.select();
  }

  protected leave(event: Event): void {
    event.preventDefault();
    this.left.emit();
  }
}
