import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { RulePage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { Pages } from '../../../shared/pages';

/** Which rules are shown; empty parts narrow nothing. */
export interface RuleChoice {
  readonly q: string;
  readonly state: string;
  readonly level: string;
}

/** Rules that match. */
@Service({ autoProvided: false })
export class RuleListStore {
  private readonly http = inject(HttpClient);
  private readonly choice = signal<RuleChoice | undefined>(undefined, { equal: isSame });
  private readonly head = httpResource<RulePage>(() => {
    const choice = this.choice();
    return choice && { url: '/api/rules', params: paramsOf(choice) };
  });
  private readonly kept = keep(this.head, () => this.choice());

  readonly pages = new Pages(
    computed(() => this.kept()?.value),
    (cursor) => this.next(cursor),
  );
  readonly rules = computed(() => this.kept() && this.pages.all().flatMap(({ rules }) => rules));
  readonly total = computed(() => this.kept()?.value.total ?? 0);
  readonly since = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.head);

  show(choice: RuleChoice): void {
    this.choice.set(choice);
  }

  reload(): void {
    this.head.reload();
  }

  private next(cursor: string): Promise<RulePage> {
    const choice = this.choice();
    return firstValueFrom(
      this.http.get<RulePage>('/api/rules', { params: { ...(choice && paramsOf(choice)), cursor } }),
    );
  }
}

function paramsOf(choice: RuleChoice): Record<string, string> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== ''));
}

function isSame(one: RuleChoice | undefined, other: RuleChoice | undefined): boolean {
  return one?.q === other?.q && one?.state === other?.state && one?.level === other?.level;
}
