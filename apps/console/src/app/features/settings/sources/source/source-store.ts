import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { CreatedKey, CreateKey, KeyList, RotateKey, Source, UpdateSource } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../../shared/kept';

/** A key whose secret is still known here, and only here: it is gone when its source is left. */
export interface FreshKey extends CreatedKey {
  /** Id of the key it takes the place of. */
  readonly insteadOf?: string;
}

/** One source and its keys. Commands throw what HttpClient throws; what is shown follows them. */
@Service({ autoProvided: false })
export class SourceStore {
  private readonly http = inject(HttpClient);
  readonly name = signal<string | undefined>(undefined);

  private readonly url = computed(() => {
    const name = this.name();
    return name === undefined ? undefined : `/api/sources/${encodeURIComponent(name)}`;
  });
  private readonly resource = httpResource<Source>(() => this.url());
  private readonly keptSource = keep(this.resource, this.name);
  /** The source as this page knows it; a change that is stored here is known at once. */
  readonly source = linkedSignal(() => this.keptSource()?.value);
  readonly problem = problemOf(this.resource);

  private readonly keyList = httpResource<KeyList>(() => {
    const url = this.url();
    return url === undefined ? undefined : `${url}/keys`;
  });
  private readonly keptKeys = keep(this.keyList, this.name);
  readonly keys = computed(() => this.keptKeys()?.value.keys);
  readonly keysSince = computed(() => this.keptKeys()?.since);
  readonly keysProblem = problemOf(this.keyList);

  readonly freshKey = linkedSignal<string | undefined, FreshKey | undefined>({
    source: this.name,
    computation: () => undefined,
  });

  reload(): void {
    this.resource.reload();
  }

  reloadKeys(): void {
    this.keyList.reload();
  }

  /** A 409 means that somebody else was faster; nothing is changed then. */
  async update(change: UpdateSource): Promise<void> {
    this.source.set(await firstValueFrom(this.http.patch<Source>(this.url() ?? '', change)));
  }

  async createKey(request: CreateKey): Promise<void> {
    this.take(await firstValueFrom(this.http.post<CreatedKey>(`${this.url() ?? ''}/keys`, request)));
  }

  async rotateKey(id: string, request: RotateKey): Promise<void> {
    const url = `${this.url() ?? ''}/keys/${encodeURIComponent(id)}/rotate`;
    this.take({ ...(await firstValueFrom(this.http.post<CreatedKey>(url, request))), insteadOf: id });
  }

  async revokeKey(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/keys/${encodeURIComponent(id)}`));
    this.freshKey.update((key) => (key?.id === id ? undefined : key));
    this.keyList.reload();
  }

  private take(key: FreshKey): void {
    this.freshKey.set(key);
    this.keyList.reload();
  }
}
