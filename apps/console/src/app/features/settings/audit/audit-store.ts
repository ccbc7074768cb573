import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { AuditPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { Pages } from '../../../shared/pages';

const PAGE_SIZE = 100;

/** The audit log, newest first. */
@Service({ autoProvided: false })
export class AuditStore {
  private readonly http = inject(HttpClient);
  private readonly q = signal<string | undefined>(undefined);
  private readonly head = httpResource<AuditPage>(() => {
    const q = this.q();
    return q === undefined ? undefined : { url: '/api/audit', params: { q, limit: PAGE_SIZE } };
  });
  private readonly kept = keep(this.head, () => this.q());

  readonly pages = new Pages(
    computed(() => this.kept()?.value),
    (cursor) => this.next(cursor),
  );
  /** `undefined` until the first are there. */
  readonly entries = computed(() => this.kept() && this.pages.all().flatMap(({ entries }) => entries));
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.head);

  show(q: string): void {
    this.q.set(q);
  }

  reload(): void {
    this.head.reload();
  }

  private next(cursor: string): Promise<AuditPage> {
    const params = { q: this.q() ?? '', limit: PAGE_SIZE, cursor };
    return firstValueFrom(this.http.get<AuditPage>('/api/audit', { params }));
  }
}
