import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, linkedSignal, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { EventPage } from '@tocsin/api-contract';

import { SessionStore } from '../../../../core/session/session-store';
import { Moment } from '../../../../core/time/moment';
import { OutsideText } from '../../../../shared/text/outside-text';
import { problemOf } from '../../../../shared/kept';

const EVERY_MS = 3_000;
/** A quarter of an hour; who has not sent by then has other worries. */
const LOOKS = 300;
/** Events carry their own time, and that of a first one may be anything. */
const ALL_TIME = { from: '1970-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };

/** Looks every few seconds, while the page can be seen, whether an event of a source has arrived; ends when one has. */
@Component({
  selector: 'tocsin-first-arrival',
  imports: [MatIcon, Moment, OutsideText],
  template: `
    @if (!mayRead) {
      <p class="note">Whether events arrive can be seen by those who may read events (event.read).</p>
    } @else {
      <div role="status">
        @if (arrived(); as found) {
          <p class="line">
            <mat-icon svgIcon="check" class="small" />
            @if (found.total === 1) {
              <b class="strong">The first event arrived.</b>
            } @else {
              <b class="strong">Events arrive:</b>
              <span>{{ found.total.toLocaleString('en') }} so far. The newest:</span>
            }
            <tocsin-moment [at]="found.event['@timestamp']" />
          </p>
          <p class="code-block"><tocsin-text [value]="found.event.message" /></p>
        } @else if (isOver()) {
          <p>No event of {{ source() }} arrived in a quarter of an hour.</p>
        } @else {
          <p class="line">
            <mat-icon svgIcon="clock" class="small" />
            <span>Waiting for the first event of {{ source() }}.</span>
            @if (problem(); as failure) {
              <span class="attention">Looking failed, trying again: {{ failure.detail }}</span>
            }
          </p>
        }
      </div>
      @if (arrived() || isOver()) {
        <button class="button" type="button" (click)="lookAgain()">Look again</button>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
      gap: var(--space-2);
      max-width: 60rem;
    }

    [role='status'] {
      display: grid;
      gap: var(--space-1);
      max-width: 100%;
    }

    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1) var(--space-2);
    }
  `,
})
export class FirstArrival {
  readonly source = input.required<string>();
  protected readonly mayRead = inject(SessionStore).may('event.read');
  private readonly looks = linkedSignal({ source: this.source, computation: () => 0 });
  private readonly page = httpResource<EventPage>(() =>
    this.mayRead
      ? { url: '/api/events', params: { ...ALL_TIME, q: `tocsin.source:"${this.source()}"`, limit: 1 } }
      : undefined,
  );

  protected readonly problem = problemOf(this.page);
  protected readonly arrived = computed(() => {
    const page = this.page.hasValue() ? this.page.value() : undefined;
    const event = page?.events[0]?.event;
    return page === undefined || event === undefined ? undefined : { event, total: page.total };
  });
  protected readonly isOver = computed(() => this.looks() >= LOOKS);

  constructor() {
    effect((onCleanup) => {
      if (!this.mayRead || this.arrived() !== undefined || this.isOver()) return;
      const timer = setInterval(() => untracked(() => this.look()), EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  protected lookAgain(): void {
    this.looks.set(0);
    this.page.reload();
  }

  private look(): void {
    if (document.visibilityState !== 'visible' || this.page.isLoading()) return;
    this.looks.update((looks) => looks + 1);
    this.page.reload();
  }
}
