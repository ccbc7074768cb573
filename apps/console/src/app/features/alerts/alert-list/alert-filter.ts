import { Component, effect, inject, linkedSignal, output, untracked, viewChild } from '@angular/core';

import { FilterBox } from '../../../shared/filter-box';
import { AlertAddress } from './alert-address';

/** A pause in typing that means: find this now. */
const PAUSE_MS = 300;
const LONGEST = 4_000;

/** The box that narrows the list down by words of title, reason or entity. */
@Component({
  selector: 'tocsin-alert-filter',
  imports: [FilterBox],
  template: `
    <tocsin-filter-box
      label="Filter alerts"
      placeholder="Words, or severity:high -tag:scan user.name:ada"
      [longest]="longest"
      [(text)]="typed"
      (entered)="apply(); left.emit()"
      (cleared)="apply()"
      (left)="left.emit()"
    />
  `,
  styles: `
    :host {
      display: contents;
    }

    tocsin-filter-box {
      flex-basis: 16rem;
    }
  `,
})
export class AlertFilter {
  private readonly address = inject(AlertAddress);
  private readonly box = viewChild.required(FilterBox);
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
    this.box().focus();
  }

  protected apply(): void {
    const q = this.typed().trim();
    if (q !== this.address.q()) this.address.filter(q);
  }
}
