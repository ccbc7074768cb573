import { Component, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import type { Problem } from '../core/api/problem';
import { Moment } from '../core/time/moment';

/** Stands above what could not be asked for again: it may be old, and since when. */
@Component({
  selector: 'tocsin-stale',
  imports: [MatIcon, Moment],
  host: { class: 'banner', role: 'status' },
  template: `
    <mat-icon svgIcon="warning" class="small" />
    <span class="wrap"
      ><b class="strong">As of <tocsin-moment [at]="since()" />.</b> {{ problem().detail }}</span
    >
    <button class="button" type="button" (click)="retry.emit()">Retry</button>
  `,
})
export class Stale {
  readonly since = input.required<string>();
  readonly problem = input.required<Problem>();
  readonly retry = output();
}
