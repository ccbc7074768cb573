import { httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import type { SystemStatus } from '@tocsin/api-contract';

import { Connection } from '../realtime/connection';
import { SessionStore } from '../session/session-store';

/** A missed message heals by asking this often. */
const REFRESH_MS = 15_000;

/** What the server says of itself: by message as it changes, and asked for in between. */
@Service()
export class SystemState {
  private readonly session = inject(SessionStore);
  private readonly connection = inject(Connection);
  private readonly asked = httpResource<SystemStatus>(() =>
    this.session.account() === undefined ? undefined : '/api/status',
  );
  private readonly told = signal<SystemStatus | undefined>(undefined);
  /** The newest that is known; kept when a later question fails, because old and dated is better than nothing. */
  readonly status = linkedSignal<SystemStatus | undefined, SystemStatus | undefined>({
    source: () => newest(this.told(), this.asked.hasValue() ? this.asked.value() : undefined),
    computation: (status, previous) => newest(status, previous?.value),
  }).asReadonly();
  /** True while the newest answer is a failure. */
  readonly isStale = computed(() => this.asked.status() === 'error' || this.connection.state() === 'lost');

  constructor() {
    this.connection.on<SystemStatus>('status', (status) => {
      this.connection.measure(status.asOf);
      this.told.set(status);
    });
    effect((onCleanup) => {
      if (this.session.account() === undefined) return;
      const timer = setInterval(() => this.refresh(), REFRESH_MS);
      onCleanup(() => clearInterval(timer));
    });
    effect(() => {
      if (this.connection.reconnections() > 0) untracked(() => this.refresh());
    });
  }

  refresh(): void {
    if (document.visibilityState === 'visible') this.asked.reload();
  }
}

function newest(one: SystemStatus | undefined, other: SystemStatus | undefined): SystemStatus | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.asOf >= other.asOf ? one : other;
}
