import { httpResource } from '@angular/common/http';
import { computed, DestroyRef, inject, linkedSignal, Service, signal } from '@angular/core';
import type {
  Incident,
  IncidentChanged,
  IncidentHistory,
  IncidentItem,
  IncidentItems,
  ItemKind,
  LinkedAlerts,
  SetIncidentField,
} from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Connection } from '../../../core/realtime/connection';
import { Toasts } from '../../../core/toasts/toasts';
import { keep, problemOf } from '../../../shared/kept';
import { whenMissed } from '../../../shared/when-missed';
import { labelOf } from '../edit/item-fields';
import { IncidentApi } from '../incident-api';

/** Two people changed one field: both values are shown, and whoever came second chooses. */
export interface FieldConflict {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  readonly by: string;
  /** Sets mine although theirs is there. */
  readonly insist: () => void;
}

interface Told {
  readonly value: unknown;
  readonly by: { readonly displayName: string } | null;
}

/** What was to be set, and of which incident. */
interface Wish {
  readonly number: string;
  readonly label: string;
  readonly mine: string;
  readonly insist: (seen: unknown) => void;
}

/** One incident and what belongs to it; parts that change elsewhere are loaded again, and nothing else. */
@Service({ autoProvided: false })
export class IncidentStore {
  private readonly api = inject(IncidentApi);
  private readonly connection = inject(Connection);
  private readonly toasts = inject(Toasts);
  readonly number = signal('');
  private readonly part = <T>(path: string) =>
    httpResource<T>(() => (this.number() === '' ? undefined : `/api/incidents/${this.number()}${path}`));
  private readonly heads = this.part<Incident>('');
  private readonly allItems = this.part<IncidentItems>('/items');
  private readonly links = this.part<LinkedAlerts>('/alerts');
  private readonly past = this.part<IncidentHistory>('/history?limit=100');
  private readonly keptHead = keep(this.heads, this.number);
  private readonly keptItems = keep(this.allItems, this.number);
  private readonly keptLinks = keep(this.links, this.number);
  private readonly keptPast = keep(this.past, this.number);

  readonly incident = computed(() => this.keptHead()?.value);
  readonly since = computed(() => this.keptHead()?.since ?? '');
  readonly problem = problemOf(this.heads);
  /** Each undefined until it is loaded; why it is not, stands in the problem of the same name. */
  readonly items = computed(() => this.keptItems()?.value.items);
  readonly alerts = computed(() => this.keptLinks()?.value);
  readonly history = computed(() => this.keptPast()?.value.entries);
  readonly itemsProblem = problemOf(this.allItems);
  readonly alertsProblem = problemOf(this.links);
  readonly historyProblem = problemOf(this.past);
  /** Of the incident that is shown. */
  readonly conflict = linkedSignal<string, FieldConflict | undefined>({
    source: this.number,
    computation: () => undefined,
  });

  constructor() {
    const end = this.connection.on<IncidentChanged>('incident.changed', (change) => {
      if (change.number === this.number()) this.reload(change.parts);
    });
    inject(DestroyRef).onDestroy(end);
    whenMissed('incidents', () => this.reload());
  }

  of(kind: ItemKind): readonly IncidentItem[] {
    return this.items()?.filter((item) => item.kind === kind) ?? [];
  }

  reload(parts: IncidentChanged['parts'] = ['head', 'items', 'alerts', 'history']): void {
    const resources = { head: this.heads, items: this.allItems, alerts: this.links, history: this.past };
    // Events and evidence have stores of their own.
    for (const part of new Set(parts)) if (part !== 'evidence' && part !== 'events') resources[part].reload();
  }

  /**
   * Shown at once, taken back when the server says no or does not answer.
   * @returns whether it is so now.
   */
  async set(label: string, wish: SetIncidentField): Promise<boolean> {
    const [before, number] = [this.incident(), this.number()];
    if (before === undefined || wish.seen === wish.value) return true;
    if (wish.field !== 'lead') this.show({ ...before, [wish.field]: wish.value });
    try {
      const answer = await this.api.set(before.number, wish);
      if (number === this.number()) this.show(answer);
      return true;
    } catch (error) {
      const now = this.incident();
      if (number === this.number() && now) this.show({ ...now, [wish.field]: before[wish.field] });
      this.reload(['head']);
      const insist = (seen: unknown) => void this.set(label, { ...wish, seen } as SetIncidentField);
      this.fail(error, { number, label, mine: String(wish.value), insist });
      return false;
    }
  }

  /** @returns whether it is so now. */
  setItem(item: IncidentItem, field: string, value: unknown): Promise<boolean> {
    return this.setItemSeen(item, field, { seen: item.data[field], value });
  }

  /** Does what it is given, says when it fails, and brings up to date what it changes. */
  async run(what: string, action: (api: IncidentApi, number: string) => Promise<unknown>): Promise<boolean> {
    try {
      await action(this.api, this.number());
      this.reload();
      return true;
    } catch (error) {
      this.toasts.failed(`${what} ${toProblem(error).detail}`);
      return false;
    }
  }

  private async setItemSeen(
    item: IncidentItem,
    field: string,
    wish: { seen: unknown; value: unknown },
  ): Promise<boolean> {
    const number = this.number();
    try {
      await this.api.setItem(number, item.id, { field, seen: wish.seen ?? null, value: wish.value });
      return true;
    } catch (error) {
      const insist = (seen: unknown) => void this.setItemSeen(item, field, { seen, value: wish.value });
      this.fail(error, { number, label: labelOf(item.kind, field), mine: inWords(wish.value), insist });
      return false;
    } finally {
      this.reload(['items', 'head', 'history']);
    }
  }

  /** Kept at once: when it is asked for again and that fails, this is what stays. */
  private show(incident: Incident): void {
    this.heads.set(incident);
    this.keptHead();
  }

  private fail(error: unknown, wish: Wish): void {
    const problem = toProblem(error);
    if (problem.code !== 'incident.conflict' || wish.number !== this.number()) {
      this.toasts.failed(`${wish.label} stays as it was. ${problem.detail}`);
      return;
    }
    const { value, by } = problem.current as Told;
    const [theirs, who] = [inWords(value), by?.displayName ?? 'Somebody'];
    const insist = () => {
      this.conflict.set(undefined);
      wish.insist(value);
    };
    this.conflict.set({ label: wish.label, mine: wish.mine, theirs, by: who, insist });
  }
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
