import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type {
  BlockExport,
  BlockExportList,
  BlockFetchList,
  CreateBlockExport,
  CreatedBlockExport,
} from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';

/** An address that is shown this once. */
export interface FreshAddress {
  readonly name: string;
  readonly url: string;
}

/** Who fetches one block list. Commands throw what HttpClient throws. */
@Service({ autoProvided: false })
export class FirewallStore {
  private readonly http = inject(HttpClient);
  private readonly list = signal<string | undefined>(undefined);
  private readonly openId = signal<string | undefined>(undefined);
  private readonly resource = httpResource<BlockExportList>(() =>
    this.list() === undefined ? undefined : this.address(),
  );
  private readonly fetchResource = httpResource<BlockFetchList>(() => {
    const id = this.openId();
    return id === undefined ? undefined : `${this.address()}/${id}/fetches`;
  });
  private readonly kept = keep(this.resource, () => this.list());
  private readonly keptFetches = keep(this.fetchResource, () => this.openId());

  readonly exports = computed(() => this.kept()?.value.exports);
  readonly served = computed(() => this.kept()?.value.served);
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.resource);
  readonly fetches = computed(() => this.keptFetches()?.value.fetches);
  readonly fetchProblem = problemOf(this.fetchResource);
  readonly open = this.openId.asReadonly();
  readonly fresh = signal<FreshAddress | undefined>(undefined);

  show(list: string): void {
    this.list.set(list);
    this.openId.set(undefined);
    this.fresh.set(undefined);
  }

  toggle(id: string): void {
    this.openId.update((open) => (open === id ? undefined : id));
  }

  reload(): void {
    this.resource.reload();
    this.fetchResource.reload();
  }

  async create(given: CreateBlockExport): Promise<void> {
    this.tell(await firstValueFrom(this.http.post<CreatedBlockExport>(this.address(), given)));
  }

  async renew({ id }: BlockExport): Promise<void> {
    this.tell(await firstValueFrom(this.http.post<CreatedBlockExport>(`${this.address()}/${id}/renew`, {})));
  }

  async revoke({ id }: BlockExport): Promise<void> {
    await firstValueFrom(this.http.delete(`${this.address()}/${id}`));
    this.reload();
  }

  private tell({ export: made, path }: CreatedBlockExport): void {
    this.fresh.set({ name: made.name, url: new URL(path, location.origin).href });
    this.reload();
  }

  private address(): string {
    return `/api/lists/${encodeURIComponent(this.list() ?? '')}/exports`;
  }
}
