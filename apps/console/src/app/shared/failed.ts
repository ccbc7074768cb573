import { Component, computed, input, output } from '@angular/core';

import type { Problem } from '../core/api/problem';
import { MatIcon } from '@angular/material/icon';

/** What could not be done, why, what to do, and what support will ask for. One for the whole console. */
@Component({
  selector: 'tocsin-failed',
  imports: [MatIcon],
  host: { class: 'empty', role: 'alert' },
  template: `
    <h2>
      @if (isForbidden()) {
        <mat-icon svgIcon="lock" />
      }
      {{ isForbidden() ? 'You may not see this' : what() }}
    </h2>
    <p class="wrap">{{ problem().detail }}</p>
    @if (isForbidden()) {
      <p>If you were sent here, ask the person who sent you, or whoever invited you.</p>
    }
    <div class="actions">
      @if (!isForbidden()) {
        <button class="button" type="button" (click)="retry.emit()">Retry</button>
      }
      <ng-content />
    </div>
    <p class="muted small-text">{{ reference() }}</p>
  `,
})
export class Failed {
  readonly what = input.required<string>();
  readonly problem = input.required<Problem>();
  readonly retry = output();
  protected readonly isForbidden = computed(() => this.problem().status === 403);
  protected readonly reference = computed(() => {
    const { code, requestId } = this.problem();
    return requestId === undefined ? code : `${code} · request ${requestId}`;
  });
}
