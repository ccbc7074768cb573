import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import type { AlertSet, AlertSummary } from '@tocsin/api-contract';

import { AlertAddress } from '../alert-list/alert-address';
import { AlertListStore } from '../alert-list/alert-list-store';
import type { AlertQuery } from '../live/alert-api';
import { AlertSetJob } from './alert-set-job';
import { alerts } from './set-words';

/** Which alerts of the list are selected: some that are seen, or all that match, frozen on the server. */
@Service({ autoProvided: false })
export class AlertSelection {
  private readonly address = inject(AlertAddress);
  private readonly job = inject(AlertSetJob);
  private readonly store = inject(AlertListStore);
  private readonly chosen = signal<ReadonlyMap<string, string>>(new Map());
  private readonly frozen = signal<AlertSet | undefined>(undefined);

  /** All that match, once somebody wanted them all. */
  readonly all = this.frozen.asReadonly();
  readonly count = computed(() => this.frozen()?.total ?? this.chosen().size);
  readonly isEmpty = computed(() => this.count() === 0 && this.frozen() === undefined);
  readonly words = computed(() => alerts(this.count()));

  constructor() {
    // Another view or filter is another list.
    effect(() => {
      this.address.view();
      this.address.q();
      untracked(() => this.clear());
    });
  }

  has({ id }: Pick<AlertSummary, 'id'>): boolean {
    return this.frozen() !== undefined || this.chosen().has(id);
  }

  toggle(alert: Pick<AlertSummary, 'id' | 'number'>): void {
    const chosen = new Map(this.chosen());
    if (!chosen.delete(alert.id)) chosen.set(alert.id, alert.number);
    this.frozen.set(undefined);
    this.chosen.set(chosen);
  }

  add(rows: readonly Pick<AlertSummary, 'id' | 'number'>[]): void {
    this.frozen.set(undefined);
    this.chosen.set(new Map([...this.chosen(), ...rows.map(({ id, number }) => [id, number] as const)]));
  }

  clear(): void {
    this.frozen.set(undefined);
    this.chosen.set(new Map());
  }

  /** Freezes everything the list would show, at this moment. */
  async selectAll(): Promise<void> {
    const query = this.store.query();
    if (query === undefined) return;
    const set = await this.job.freeze({ filter: withoutLimit(query) });
    if (set !== undefined && this.store.query() === query) this.frozen.set(set);
  }

  /** What is selected as a set of the server; `undefined` when it could not be made. */
  async toSet(): Promise<AlertSet | undefined> {
    return this.frozen() ?? this.job.freeze({ numbers: [...this.chosen().values()] });
  }
}

/** A page has a limit; what matches has none. */
function withoutLimit(query: AlertQuery): AlertQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'limit'));
}
