import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import type { Home, HomeItem } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../core/api/problem';
import { Toasts } from '../../core/toasts/toasts';
import { keep, problemOf } from '../../shared/kept';

/** What of the hand-over stands on the screen. */
interface Shown {
  readonly since: string;
  readonly changes: readonly HomeItem[];
}

/** The hand-over: numbers change as they come, matters only when asked, so that nothing moves under the hand. */
@Service({ autoProvided: false })
export class HomeStore {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  /** Undefined until it is known what to ask for; null: what the server begins with. */
  private readonly since = signal<string | null | undefined>(undefined);
  /** What was marked here and is not in an answer yet. */
  private readonly marks = linkedSignal<Home | undefined, ReadonlyMap<string, boolean>>({
    source: () => this.kept()?.value,
    computation: (home, before) => {
      const told = doneIn(home);
      return new Map([...(before?.value ?? [])].filter(([key, isDone]) => told.get(key) !== isDone));
    },
  });
  private readonly asked = httpResource<Home>(() => {
    const since = this.since();
    return since === undefined ? undefined : { url: '/api/home', params: since === null ? {} : { since } };
  });
  private readonly kept = keep(this.asked, () => this.since());
  private readonly shown = linkedSignal<Home | undefined, Shown | undefined>({
    source: () => this.kept()?.value,
    computation: (home, before) => {
      if (home === undefined) return undefined;
      const isSame = before?.value?.since === home.since && isWithin(before.value.changes, home.changes);
      return isSame ? before?.value : home;
    },
  });

  readonly home = computed(() => this.kept()?.value);
  readonly asOf = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.asked);
  readonly changes = computed(() => {
    const done = new Map([...doneIn(this.home()), ...this.marks()]);
    return this.shown()?.changes.map((one) => ({ ...one, isDone: done.get(one.key) ?? one.isDone }));
  });
  /** Matters that came since and do not stand on the screen. */
  readonly waiting = computed(() => newIn(this.shown()?.changes ?? [], this.home()?.changes ?? []).length);

  show(since: string | undefined): void {
    this.since.set(since ?? null);
  }

  reload(): void {
    if (document.visibilityState === 'visible') this.asked.reload();
  }

  /** Shows what waits. */
  accept(): void {
    this.shown.set(this.home());
  }

  /** At once, and back again when the server does not take it. */
  async mark({ key }: HomeItem, isDone: boolean): Promise<void> {
    this.setMark(key, isDone);
    try {
      await firstValueFrom(this.http.post('/api/home/done', { key, isDone }));
    } catch (error) {
      this.setMark(key, !isDone);
      this.toasts.failed(`It could not be kept that you are done with it. ${toProblem(error).detail}`);
    }
  }

  private setMark(key: string, isDone: boolean): void {
    this.marks.set(new Map([...untracked(this.marks), [key, isDone]]));
  }
}

function doneIn(home: Home | undefined): ReadonlyMap<string, boolean> {
  return new Map(home?.changes.map(({ key, isDone }) => [key, isDone] as const));
}

/** With nothing on the screen there is nothing to move. */
function isWithin(shown: readonly HomeItem[], latest: readonly HomeItem[]): boolean {
  return shown.length > 0 || latest.length === 0;
}

function newIn(shown: readonly HomeItem[], latest: readonly HomeItem[]): readonly HomeItem[] {
  const known = new Set(shown.map(({ key }) => key));
  return latest.filter(({ key }) => !known.has(key));
}
