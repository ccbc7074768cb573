import { httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, signal, untracked, type Signal } from '@angular/core';
import type { AlertGroup, AlertGroupPage, AlertSummary } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { AlertApi, type AlertQuery } from '../live/alert-api';
import { groupKey, unique, type ListItem } from './list-item';
import { keepPage, type ListSource } from './list-source';

const GROUPS_OF_A_PAGE = 100;

/** What is loaded of a group that was unfolded. */
interface Contents {
  readonly alerts: readonly AlertSummary[];
  /** Null when all are loaded; `undefined` before the first page. */
  readonly nextCursor: string | null | undefined;
  readonly isLoading: boolean;
  readonly problem?: Problem;
}

const NOTHING: Contents = { alerts: [], nextCursor: undefined, isLoading: false };

/** The alerts of one view in groups that fold and unfold. Made where things can be injected. */
export class GroupedRows implements ListSource {
  private readonly api = inject(AlertApi);
  private readonly head = httpResource<AlertGroupPage>(() => {
    const params = this.question();
    return params === undefined ? undefined : { url: '/api/alerts/groups', params };
  });
  private readonly stopped = linkedSignal({ source: () => this.question(), computation: () => false });
  readonly isStopped = this.stopped.asReadonly();
  readonly page = keepPage<AlertGroupPage>(
    computed(() => this.question()),
    this.head,
  );
  private readonly tail = linkedSignal<AlertGroupPage | undefined, Pick<AlertGroupPage, 'groups' | 'nextCursor'>>({
    source: this.page,
    computation: (page) => ({ groups: [], nextCursor: page?.nextCursor ?? null }),
  });
  /** By the term of the group; another question folds all. */
  private readonly opened = linkedSignal<unknown, ReadonlyMap<string, Contents>>({
    source: () => this.question(),
    computation: () => new Map(),
  });
  private readonly isFetchingTail = signal(false);

  readonly groups = computed(() => [
    ...new Map([...(this.page()?.groups ?? []), ...this.tail().groups].map((group) => [group.term, group])).values(),
  ]);
  readonly items = computed(() => itemsOf(this.groups(), this.opened()));
  readonly rows = computed(() => this.items().flatMap((item) => (item.kind === 'alert' ? [item.alert] : [])));
  readonly lines = computed(() => {
    const open = this.groups().filter(({ term }) => this.opened().has(term));
    return (this.page()?.groupCount ?? 0) + open.reduce((sum, { count }) => sum + count, 0);
  });
  readonly problem = computed<Problem | undefined>(() => {
    const error = this.head.error();
    return error === undefined ? undefined : toProblem(error);
  });
  readonly tailProblem = linkedSignal<unknown, Problem | undefined>({
    source: this.page,
    computation: () => undefined,
  });

  /**
   * @param question which groups are asked for; `undefined` for none.
   * @param query which alerts the groups hold, and in which order.
   */
  constructor(
    private readonly question: Signal<AlertQuery | undefined>,
    private readonly query: Signal<AlertQuery | undefined>,
  ) {
    // Groups that are open stay open when the list is fetched anew, and show what is in them now.
    effect(() => {
      if (this.page() === undefined) return;
      untracked(() => [...this.opened().keys()].forEach((term) => void this.load(term, true)));
    });
  }

  refresh(): void {
    this.stopped.set(false);
    this.head.reload();
  }

  stop(): void {
    this.stopped.set(true);
    this.head.set(undefined);
  }

  unfold({ term }: AlertGroup): void {
    if (this.opened().has(term)) return;
    this.put(term, NOTHING);
    void this.load(term);
  }

  fold({ term }: AlertGroup): void {
    this.opened.update((opened) => new Map([...opened].filter(([one]) => one !== term)));
  }

  /** Fetches the alerts of the group after the loaded ones. */
  loadGroup({ term }: AlertGroup): void {
    void this.load(term);
  }

  async loadMore(): Promise<void> {
    const params = this.question();
    const { nextCursor } = this.tail();
    if (params === undefined || nextCursor === null || this.isFetchingTail() || this.tailProblem()) return;
    const page = this.page();
    this.isFetchingTail.set(true);
    try {
      const next = await this.api.groups(params, nextCursor);
      if (this.page() !== page) return;
      this.tail.update(({ groups }) => ({ groups: [...groups, ...next.groups], nextCursor: next.nextCursor }));
    } catch (error) {
      this.tailProblem.set(toProblem(error));
    } finally {
      this.isFetchingTail.set(false);
    }
  }

  retryMore(): Promise<void> {
    this.tailProblem.set(undefined);
    return this.loadMore();
  }

  private async load(term: string, isAnew = false): Promise<void> {
    const query = this.query();
    const before = this.opened().get(term);
    if (query === undefined || before === undefined || before.isLoading || (before.nextCursor === null && !isAnew))
      return;
    this.put(term, { ...before, isLoading: true });
    const cursor = isAnew ? null : (before.nextCursor ?? null);
    try {
      const next = await this.api.page({ ...query, group: term }, cursor);
      const alerts = unique([...(isAnew ? [] : before.alerts), ...next.alerts]);
      this.settle(term, query, { alerts, nextCursor: next.nextCursor, isLoading: false });
    } catch (error) {
      this.settle(term, query, { ...before, isLoading: false, problem: toProblem(error) });
    }
  }

  /** The group may have been folded, and the list may be another one, while the answer was on its way. */
  private settle(term: string, query: AlertQuery, contents: Contents): void {
    if (this.query() === query && this.opened().has(term)) this.put(term, contents);
  }

  private put(term: string, contents: Contents): void {
    this.opened.update((opened) => new Map(opened).set(term, contents));
  }
}

/** What groups are asked for with. */
export function groupsQuestion(query: AlertQuery, by: string): AlertQuery {
  return { ...query, by, limit: GROUPS_OF_A_PAGE };
}

function itemsOf(groups: readonly AlertGroup[], opened: ReadonlyMap<string, Contents>): ListItem[] {
  const items: ListItem[] = [];
  let index = 0;
  for (const group of groups) {
    const contents = opened.get(group.term);
    items.push({ kind: 'group', key: groupKey(group), index: (index += 1), group, isOpen: contents !== undefined });
    if (contents === undefined) continue;
    for (const [at, alert] of contents.alerts.entries())
      items.push({ kind: 'alert', key: alert.id, index: index + at + 1, alert, group });
    if (contents.nextCursor !== null) items.push(more(group, contents, index + contents.alerts.length + 1));
    index += Math.max(group.count, contents.alerts.length);
  }
  return items;
}

function more(group: AlertGroup, { alerts, problem, isLoading }: Contents, index: number): ListItem {
  const left = Math.max(0, group.count - alerts.length);
  const why = problem !== undefined && !isLoading ? { problem } : {};
  return { kind: 'more', key: `more:${group.term}`, index, group, left, ...why };
}
