import type { ElementRef } from '@angular/core';
import { Component, effect, inject, linkedSignal, output, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { AlertAddress } from './alert-address';

/** A pause in typing that means: find this now. */
const PAUSE_MS = 300;
const LONGEST = 200;

/** The box that narrows the list down by words of title, reason or entity. */
@Component({
  selector: 'tocsin-alert-filter',
  imports: [MatIcon],
  template: `
    <search class="input">
      <mat-icon svgIcon="filter" class="small" />
      <input
        #box
        type="text"
        aria-label="Filter alerts"
        aria-keyshortcuts="/"
        placeholder="Filter by words of title, reason or entity"
        autocomplete="off"
        spellcheck="false"
        [maxLength]="longest"
        [value]="typed()"
        (input)="typed.set(box.value)"
        (keydown.enter)="apply(); left.emit()"
        (keydown.escape)="leave($event)"
      />
      @if (typed() !== '') {
        <button class="button icon-only quiet" type="button" aria-label="Clear filter" (click)="clear(); focus()">
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
export class AlertFilter {
  private readonly address = inject(AlertAddress);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  /** The person is done here and wants the list. */
  readonly left = output();
  protected readonly longest = LONGEST;
  protected readonly typed = linkedSignal(() => this.address.q());

  constructor() {
    effect((onCleanup) => {
      if (this.typed().trim() === untracked(this.address.q)) return;
      const timer = setTimeout(() => this.apply(), PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  focus(): void {
    this.box().nativeElement.focus();
    this.box().nativeElement.select();
  }

  protected apply(): void {
    const q = this.typed().trim();
    if (q !== this.address.q()) this.address.filter(q);
  }

  protected clear(): void {
    this.typed.set('');
    this.apply();
  }

  protected leave(event: Event): void {
    event.preventDefault();
    this.left.emit();
  }
}
