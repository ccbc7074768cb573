import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import type { CreateSource, SourceList } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../../shared/kept';

/** All sources. A command throws what HttpClient throws. */
@Service({ autoProvided: false })
export class SourceListStore {
  private readonly http = inject(HttpClient);
  private readonly list = httpResource<SourceList>(() => '/api/sources');
  private readonly kept = keep(this.list);

  readonly sources = computed(() => this.kept()?.value.sources);
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.list);

  reload(): void {
    this.list.reload();
  }

  async create(source: Pick<CreateSource, 'name' | 'description' | 'zone'>): Promise<void> {
    await firstValueFrom(this.http.post('/api/sources', source));
  }
}
