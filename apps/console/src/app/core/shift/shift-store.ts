import { HttpClient, httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import type { OnShift, Shift } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../api/problem';
import { Connection } from '../realtime/connection';
import { SessionStore } from '../session/session-store';
import { Toasts } from '../toasts/toasts';

/** Who is on shift and where: asked for once a connection begins, and told from then on. */
@Service()
export class ShiftStore {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly connection = inject(Connection);
  private readonly toasts = inject(Toasts);
  private readonly asked = httpResource<Shift>(() =>
    this.session.account() !== undefined && this.session.may('status.read') ? '/api/shift' : undefined,
  );
  private readonly answered = linkedSignal<Shift | undefined, Shift | undefined>({
    source: () => (this.asked.hasValue() ? this.asked.value() : undefined),
    computation: (shift, before) => shift ?? before?.value,
  });
  private readonly told = linkedSignal<Shift | undefined, OnShift['people'] | undefined>({
    source: () => this.answered(),
    computation: (shift) => shift?.people,
  });

  /** Undefined until it is known. */
  readonly people = this.told.asReadonly();
  readonly shift = this.answered.asReadonly();
  /** Why it is not known. */
  readonly problem = computed(() => {
    const error = this.asked.error();
    return error === undefined ? undefined : toProblem(error);
  });
  readonly isOn = computed(() => this.people()?.some(({ id }) => id === this.session.account()?.id) ?? false);
  readonly isBusy = signal(false);

  constructor() {
    this.connection.on<OnShift>('shift', ({ people }) => this.told.set(people));
    effect(() => {
      if (this.connection.state() === 'live') untracked(() => this.asked.reload());
    });
  }

  reload(): void {
    this.asked.reload();
  }

  start(): Promise<void> {
    return this.change('start', 'You are on shift.');
  }

  end(): Promise<void> {
    return this.change('end', 'Your shift is over.');
  }

  private async change(what: 'start' | 'end', words: string): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    try {
      this.answered.set(await firstValueFrom(this.http.post<Shift>(`/api/shift/${what}`, null)));
      this.toasts.done(words);
    } catch (error) {
      this.toasts.failed(`The shift did not ${what}. ${toProblem(error).detail}`);
    } finally {
      this.isBusy.set(false);
    }
  }
}
