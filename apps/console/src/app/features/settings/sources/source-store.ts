import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service } from '@angular/core';
import type { CreatedKey, CreateKey, CreateSource, KeyList, Source, SourceList } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';

/** The sources, which of them is chosen, and its keys. Commands throw what HttpClient throws; the lists follow them. */
@Service({ autoProvided: false })
export class SourceStore {
  private readonly http = inject(HttpClient);
  private readonly list = httpResource<SourceList>(() => '/api/sources');

  readonly sources = linkedSignal<SourceList | undefined, readonly Source[] | undefined>({
    source: () => (this.list.hasValue() ? this.list.value() : undefined),
    computation: (list, before) => list?.sources ?? before?.value,
  }).asReadonly();
  readonly problem = computed(() => problemOf(this.list.error()));
  /** Name of the chosen source; the first one to begin with. */
  readonly chosen = linkedSignal<readonly Source[] | undefined, string | undefined>({
    source: this.sources,
    computation: (sources, before) => (sources?.find((source) => source.name === before?.value) ?? sources?.[0])?.name,
  });

  private readonly keyList = httpResource<KeyList>(() => {
    const name = this.chosen();
    return name === undefined ? undefined : keysUrl(name);
  });
  readonly keys = computed(() => (this.keyList.hasValue() ? this.keyList.value().keys : undefined));
  readonly keysProblem = computed(() => problemOf(this.keyList.error()));

  reload(): void {
    this.list.reload();
  }

  reloadKeys(): void {
    this.keyList.reload();
  }

  async createSource(request: Pick<CreateSource, 'name' | 'description' | 'zone'>): Promise<void> {
    await firstValueFrom(this.http.post('/api/sources', request));
    this.chosen.set(request.name);
    this.list.reload();
  }

  /** The answer holds the secret, which is told this once. */
  async createKey(source: string, request: CreateKey): Promise<CreatedKey> {
    const created = await firstValueFrom(this.http.post<CreatedKey>(keysUrl(source), request));
    this.keyList.reload();
    return created;
  }

  async revokeKey(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/keys/${encodeURIComponent(id)}`));
    this.keyList.reload();
  }
}

function keysUrl(source: string): string {
  return `/api/sources/${encodeURIComponent(source)}/keys`;
}

function problemOf(error: Error | undefined) {
  return error === undefined ? undefined : toProblem(error);
}
