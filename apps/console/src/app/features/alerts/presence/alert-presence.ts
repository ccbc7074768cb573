import { DestroyRef, DOCUMENT, effect, inject, Service, signal, untracked, type Signal } from '@angular/core';
import type { Presence } from '@tocsin/api-contract';

import { Connection } from '../../../core/realtime/connection';
import { SessionStore } from '../../../core/session/session-store';

type People = Presence['places'][number]['people'];

/** To be said so often that one lost message ends nobody's presence. */
const SAY_EVERY_MS = 5_000;
/** Who only passes through is not there. */
const SETTLED_AFTER_MS = 500;
const NOBODY: People = [];

/** Who else has which alert before them; and tells others where we are, while somebody looks. */
@Service()
export class AlertPresence {
  private readonly connection = inject(Connection);
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(SessionStore);
  private readonly there = signal<ReadonlyMap<string, People>>(new Map());
  private readonly place = signal<{ readonly alert: string | undefined } | undefined>(undefined);
  private readonly isSeen = signal(this.document.visibilityState !== 'hidden');

  constructor() {
    this.connection.on<Presence>('presence', (news) => this.take(news));
    this.document.addEventListener('visibilitychange', () =>
      this.isSeen.set(this.document.visibilityState !== 'hidden'),
    );
    effect(() => {
      const isLive = this.connection.state() === 'live';
      untracked(() => this.there.set(new Map()));
      if (isLive) untracked(() => this.ask());
    });
    effect((onCleanup) => {
      const alert = this.isSeen() ? this.place()?.alert : undefined;
      if (alert === undefined || this.connection.state() !== 'live') return;
      const first = setTimeout(() => this.say(alert), SETTLED_AFTER_MS);
      const again = setInterval(() => this.say(alert), SAY_EVERY_MS);
      onCleanup(() => {
        clearTimeout(first);
        clearInterval(again);
        if (this.connection.state() === 'live') this.say(null);
      });
    });
  }

  /** Others at the alert, each once. */
  others(alert: string): People {
    const people = this.there().get(alert);
    const me = this.session.account()?.id;
    return people?.filter(({ id }) => id !== me) ?? NOBODY;
  }

  /** We are at this alert for as long as whoever calls it lives. */
  visit(alert: Signal<string | undefined>): void {
    let mine: { readonly alert: string | undefined } | undefined;
    effect(() => this.place.set((mine = { alert: alert() })));
    inject(DestroyRef).onDestroy(() => this.place.update((place) => (place === mine ? undefined : place)));
  }

  private ask(): void {
    this.connection.send('presence.here', { alert: null }, (everywhere: Presence) => this.take(everywhere));
  }

  private say(alert: string | null): void {
    this.connection.send('presence.here', { alert });
  }

  private take({ places }: Presence): void {
    const next = new Map(this.there());
    for (const { alert, people } of places) {
      if (people.length === 0) next.delete(alert);
      else next.set(alert, people);
    }
    this.there.set(next);
  }
}
