import { LiveAnnouncer } from '@angular/cdk/a11y';
import { DestroyRef, effect, inject, Service } from '@angular/core';

import { AlertListSync } from './alert-list-sync';

const AT_MOST_EVERY_MS = 10_000;

/** Tells screen readers of new alerts, politely and not more often than one can listen to. */
@Service({ autoProvided: false })
export class ArrivalsAnnouncer {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly sync = inject(AlertListSync);
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private lastAt = -AT_MOST_EVERY_MS;

  constructor() {
    effect(() => {
      if (this.sync.arrivals() === '') return;
      const wait = Math.max(0, this.lastAt + AT_MOST_EVERY_MS - performance.now());
      this.waiting ??= setTimeout(() => this.say(), wait);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.waiting));
  }

  private say(): void {
    this.waiting = undefined;
    this.lastAt = performance.now();
    const words = this.sync.arrivals();
    if (words !== '') void this.announcer.announce(`Alerts: ${words}`, 'polite');
  }
}
