import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import type { List, ListKind, ListList } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { LIST_KINDS } from '../list-kinds';

/** All lists. Commands throw what HttpClient throws. */
@Service({ autoProvided: false })
export class ListCatalog {
  private readonly http = inject(HttpClient);
  private readonly resource = httpResource<ListList>(() => '/api/lists');
  private readonly kept = keep(this.resource);

  readonly lists = computed(() => this.kept()?.value.lists);
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.resource);
  /** The kinds of which there are lists. */
  readonly groups = computed(() => {
    const lists = this.lists() ?? [];
    const kinds = Object.keys(LIST_KINDS) as ListKind[];
    const groups = kinds.map((kind) => ({
      kind,
      words: LIST_KINDS[kind],
      lists: lists.filter((one) => one.kind === kind),
    }));
    return groups.filter((group) => group.lists.length > 0);
  });

  reload(): void {
    this.resource.reload();
  }

  async create(list: Pick<List, 'name' | 'kind' | 'description'>): Promise<void> {
    await firstValueFrom(this.http.post('/api/lists', list));
    this.reload();
  }

  async remove(name: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/lists/${encodeURIComponent(name)}`));
    this.reload();
  }
}
