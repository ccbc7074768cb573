import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { AuditEntry, AuditPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { keep, problemOf } from '../../../shared/kept';

const PAGE_SIZE = 100;

interface Tail {
  readonly entries: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

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
  private readonly tail = linkedSignal<AuditPage | undefined, Tail>({
    source: () => this.kept()?.value,
    computation: (page) => ({ entries: [], nextCursor: page?.nextCursor ?? null }),
  });

  readonly entries = computed(() => {
    const page = this.kept()?.value;
    return page && [...page.entries, ...this.tail().entries];
  });
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.head);
  readonly hasMore = computed(() => this.tail().nextCursor !== null);
  readonly moreProblem = signal<Problem | undefined>(undefined);

  show(q: string): void {
    this.q.set(q);
  }

  reload(): void {
    this.head.reload();
  }

  async more(): Promise<void> {
    const [page, cursor] = [this.kept()?.value, this.tail().nextCursor];
    if (cursor === null) return;
    this.moreProblem.set(undefined);
    try {
      const params = { q: this.q() ?? '', limit: PAGE_SIZE, cursor };
      const next = await firstValueFrom(this.http.get<AuditPage>('/api/audit', { params }));
      // The log may have been loaded anew while this page was on its way.
      if (this.kept()?.value !== page) return;
      this.tail.update(({ entries }) => ({ entries: [...entries, ...next.entries], nextCursor: next.nextCursor }));
    } catch (error) {
      this.moreProblem.set(toProblem(error));
    }
  }
}
