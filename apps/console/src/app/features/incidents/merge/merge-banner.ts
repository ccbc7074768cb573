import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Incident } from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { IncidentStore } from '../page/incident-store';

/** Of which incident this one is a part, or which are parts of it. */
@Component({
  selector: 'tocsin-merge-banner',
  imports: [RouterLink],
  template: `
    @if (incident().mergedInto; as whole) {
      <div class="banner">
        <span class="wrap">
          {{ incident().number }} is part of <a class="link" [routerLink]="['/incidents', whole]">{{ whole }}</a>. What
          belongs to it shows there and is changed there; its notes stay here.
        </span>
        @if (mayHandle) {
          <button class="button" type="button" (click)="unmerge(incident().number, $any($event.currentTarget))">
            Un-merge
          </button>
        }
      </div>
    }
    @if (incident().merged.length > 0) {
      <div class="parts">
        <span>Merged into this:</span>
        @for (part of incident().merged; track part) {
          <span class="nowrap">
            <a class="link" [routerLink]="['/incidents', part]">{{ part }}</a>
            @if (mayHandle) {
              &ngsp;<button
                class="link"
                type="button"
                [attr.aria-label]="'Un-merge ' + part"
                (click)="unmerge(part, $any($event.currentTarget))"
              >
                Un-merge
              </button>
            }
          </span>
        }
      </div>
    }
  `,
  styles: `
    .banner {
      flex-wrap: wrap;
    }

    .parts {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-3);
      padding: 0 var(--space-4) var(--space-2);
      color: var(--text-2);
      font: var(--type-small);
    }
  `,
})
export class MergeBanner {
  private readonly store = inject(IncidentStore);
  private readonly page = inject(Page, { optional: true });
  protected readonly mayHandle = inject(SessionStore).may('incident.handle');
  readonly incident = input.required<Incident>();

  protected async unmerge(part: string, button: HTMLElement): Promise<void> {
    const isDone = await this.store.run(`${part} stays a part.`, (api) => api.unmerge(part));
    // The button that had the focus goes with what it says.
    if (isDone && button.matches(':focus')) this.page?.focus();
  }
}
