import { computed, DOCUMENT, effect, inject, Service, signal, untracked } from '@angular/core';
import type { AlertChanged, AlertSummary } from '@tocsin/api-contract';

import { Connection } from '../../../core/realtime/connection';
import { FeedPlaces } from '../../../core/realtime/feed-places';
import { SessionStore } from '../../../core/session/session-store';

/** At most four updates of the screen in a second, however many alerts change. */
const FLUSH_MS = 250;
/** Alerts remembered; more than fit on any screen, and little memory. */
const CAPACITY = 5000;

/**
 * The newest known state of every alert that changed while the console was open: told by the server, or learned from the
 * answer to a command. Screens lay it over what they loaded.
 */
@Service()
export class AlertFeed {
  private readonly connection = inject(Connection);
  private readonly document = inject(DOCUMENT);
  private readonly places = inject(FeedPlaces);
  private readonly waiting = new Map<string, AlertSummary>();
  private readonly known = signal<ReadonlyMap<string, AlertSummary>>(new Map());
  private readonly covered = signal<string | undefined>(undefined);
  private readonly missed = signal(0);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly changes = this.known.asReadonly();
  /** Until when every rule has looked at what came in, as told with the newest change. */
  readonly coveredUntil = this.covered.asReadonly();
  /** Grows whenever changes may have been missed: whoever shows alerts must fetch them again. */
  readonly gaps = computed(() => this.missed() + this.places.gaps('alerts'));

  constructor() {
    this.connection.on<AlertChanged>('alert.changed', (change) => this.take(change));
    // A hidden page is not drawn; it catches up when somebody looks.
    this.document.addEventListener('visibilitychange', () => this.schedule());
    const session = inject(SessionStore);
    effect(() => {
      if (session.account() === undefined) untracked(() => this.forget());
    });
  }

  /** Takes what a command or a fetch learned, at once. */
  learn(alerts: readonly AlertSummary[]): void {
    for (const alert of alerts) this.waiting.set(alert.id, newer(alert, this.waiting.get(alert.id)));
    this.flush();
  }

  /** The newest known state of an alert that was loaded. */
  current<T extends AlertSummary>(alert: T): T {
    const change = this.known().get(alert.id);
    return change !== undefined && change.revision > alert.revision ? { ...alert, ...change } : alert;
  }

  private take(change: AlertChanged): void {
    const alert = alertOf(change);
    this.waiting.set(alert.id, newer(alert, this.waiting.get(alert.id)));
    if (change.coveredUntil !== null) this.covered.set(change.coveredUntil);
    this.connection.measure(alert.updatedAt);
    if (this.waiting.size > CAPACITY) this.overflow();
    this.schedule();
  }

  private schedule(): void {
    if (this.document.visibilityState === 'hidden' || this.waiting.size === 0) return;
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const merged = new Map(this.known());
    const news = [...this.waiting].filter(([id, alert]) => alert.revision > (merged.get(id)?.revision ?? -1));
    this.waiting.clear();
    if (news.length === 0) return;
    for (const [id, alert] of news) {
      // Taken out first, so that the map stays in the order of the last change.
      merged.delete(id);
      merged.set(id, alert);
    }
    for (const id of [...merged.keys()].slice(0, Math.max(0, merged.size - CAPACITY))) merged.delete(id);
    this.known.set(merged);
  }

  /** More changed while nobody looked than is kept: fetching again is cheaper than remembering. */
  private overflow(): void {
    this.waiting.clear();
    this.missed.update((count) => count + 1);
  }

  private forget(): void {
    this.waiting.clear();
    this.known.set(new Map());
    this.covered.set(undefined);
  }
}

function newer(one: AlertSummary, other: AlertSummary | undefined): AlertSummary {
  return other !== undefined && other.revision >= one.revision ? other : one;
}

function alertOf({
  coveredUntil: _until,
  because: _why,
  seq: _seq,
  after: _after,
  ...alert
}: AlertChanged): AlertSummary {
  return alert;
}
