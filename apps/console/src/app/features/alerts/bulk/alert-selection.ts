import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import type { AlertSet, AlertSummary } from '@tocsin/api-contract';

import { AlertAddress } from '../alert-list/alert-address';
import { AlertListStore } from '../alert-list/alert-list-store';
import type { ListItem } from '../alert-list/list-item';
import type { AlertQuery } from '../live/alert-api';
import { AlertSetJob } from './alert-set-job';
import { alerts } from './set-words';

/** Alerts that are meant together without naming each. */
interface Frozen {
  readonly set: AlertSet;
  /** Terms of the groups; `undefined` for all that match. */
  readonly groups: ReadonlySet<string> | undefined;
}

/** Which alerts of the list are selected: some that are seen, or whole groups or all that match, frozen on the server. */
@Service({ autoProvided: false })
export class AlertSelection {
  private readonly address = inject(AlertAddress);
  private readonly job = inject(AlertSetJob);
  private readonly store = inject(AlertListStore);
  private readonly chosen = signal<ReadonlyMap<string, string>>(new Map());
  private readonly frozen = signal<Frozen | undefined>(undefined);
  /** Terms of the groups somebody chose last; ahead of what is frozen by a moment. */
  private groups: ReadonlySet<string> = new Set();

  /** What was frozen: all that match, or groups. */
  readonly all = computed(() => this.frozen()?.set);
  readonly isOfGroups = computed(() => this.frozen()?.groups !== undefined);
  readonly count = computed(() => this.all()?.total ?? this.chosen().size);
  readonly isEmpty = computed(() => this.count() === 0 && this.frozen() === undefined);
  readonly words = computed(() => alerts(this.count()));

  constructor() {
    // Another view or filter is another list.
    effect(() => {
      this.address.view();
      this.address.q();
      this.address.group();
      untracked(() => this.clear());
    });
  }

  has(item: ListItem): boolean {
    const frozen = this.frozen();
    if (frozen === undefined) return item.kind === 'alert' && this.chosen().has(item.alert.id);
    return frozen.groups === undefined || (item.group !== undefined && frozen.groups.has(item.group.term));
  }

  toggle(item: ListItem): void {
    if (item.kind === 'alert') this.toggleAlert(item.alert);
    else void this.toggleGroup(item.group.term);
  }

  private toggleAlert(alert: Pick<AlertSummary, 'id' | 'number'>): void {
    const chosen = new Map(this.chosen());
    if (!chosen.delete(alert.id)) chosen.set(alert.id, alert.number);
    this.forgetFrozen();
    this.chosen.set(chosen);
  }

  add(rows: readonly Pick<AlertSummary, 'id' | 'number'>[]): void {
    this.forgetFrozen();
    this.chosen.set(new Map([...this.chosen(), ...rows.map(({ id, number }) => [id, number] as const)]));
  }

  clear(): void {
    this.forgetFrozen();
    this.chosen.set(new Map());
  }

  /** Freezes everything the list would show, at this moment. */
  async selectAll(): Promise<void> {
    const query = this.store.query();
    if (query === undefined) return;
    const set = await this.job.freeze({ filter: withoutLimit(query) });
    if (set === undefined || this.store.query() !== query) return;
    this.groups = new Set();
    this.frozen.set({ set, groups: undefined });
  }

  /** What is selected as a set of the server; `undefined` when it could not be made. */
  async toSet(): Promise<AlertSet | undefined> {
    return this.all() ?? this.job.freeze({ numbers: [...this.chosen().values()] });
  }

  /** A group is frozen as it is chosen, so that its number is exact from then on. */
  private async toggleGroup(term: string): Promise<void> {
    const query = this.store.query();
    if (query === undefined) return;
    const groups = new Set(this.groups);
    if (!groups.delete(term)) groups.add(term);
    this.clear();
    this.groups = groups;
    if (groups.size === 0) return;
    const set = await this.job.freeze({ filter: { ...withoutLimit(query), group: [...groups].join(' ') } });
    // Something else may have been chosen while the server froze it.
    if (set !== undefined && this.groups === groups) this.frozen.set({ set, groups });
  }

  private forgetFrozen(): void {
    this.groups = new Set();
    this.frozen.set(undefined);
  }
}

/** A page has a limit; what matches has none. */
export function withoutLimit(query: AlertQuery): AlertQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'limit'));
}
