import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { EntityKind, EntityListQuery, EntityPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { Pages } from '../../../shared/pages';

/** Which entities are shown. */
export interface EntityChoice {
  readonly kind: EntityKind;
  readonly q: string;
  readonly sort: EntityListQuery['sort'];
}

/** Entities of one kind. */
@Service({ autoProvided: false })
export class EntityListStore {
  private readonly http = inject(HttpClient);
  private readonly choice = signal<EntityChoice | undefined>(undefined);
  private readonly head = httpResource<EntityPage>(() => {
    const choice = this.choice();
    return choice && { url: '/api/entities', params: paramsOf(choice) };
  });
  private readonly kept = keep(this.head, () => this.choice());

  readonly pages = new Pages(
    computed(() => this.kept()?.value),
    (cursor) => this.next(cursor),
  );
  readonly entities = computed(() => this.kept() && this.pages.all().flatMap(({ entities }) => entities));
  readonly total = computed(() => {
    const page = this.kept()?.value;
    if (page === undefined) return undefined;
    return `${page.isTotalExact ? '' : 'more than '}${page.total.toLocaleString('en')}`;
  });
  readonly since = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.head);

  show(choice: EntityChoice): void {
    const before = this.choice();
    if (before?.kind !== choice.kind || before.q !== choice.q || before.sort !== choice.sort) this.choice.set(choice);
  }

  reload(): void {
    this.head.reload();
  }

  private next(cursor: string): Promise<EntityPage> {
    const choice = this.choice();
    const params = { ...(choice && paramsOf(choice)), cursor };
    return firstValueFrom(this.http.get<EntityPage>('/api/entities', { params }));
  }
}

function paramsOf({ kind, q, sort }: EntityChoice): Record<string, string> {
  return q === '' ? { kind, sort } : { kind, sort, q };
}
