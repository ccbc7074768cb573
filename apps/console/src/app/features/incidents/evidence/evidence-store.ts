import { HttpClient, httpResource } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { EvidenceDetail, EvidenceList, IncidentChanged } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { Connection } from '../../../core/realtime/connection';
import { Toasts } from '../../../core/toasts/toasts';
import { keep, problemOf } from '../../../shared/kept';
import { whenMissed } from '../../../shared/when-missed';

/** The files of one incident, and what is known of the one that is open. */
@Service({ autoProvided: false })
export class EvidenceStore {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  readonly number = signal('');
  /** Id of the one whose custody log is shown. */
  readonly opened = signal<string | undefined>(undefined);
  private readonly lists = httpResource<EvidenceList>(() => (this.number() === '' ? undefined : this.path()));
  private readonly details = httpResource<EvidenceDetail>(() => {
    const id = this.opened();
    return id === undefined ? undefined : `${this.path()}/${id}`;
  });
  private readonly kept = keep(this.lists, this.number);
  private readonly keptDetail = keep(this.details, this.opened);

  readonly list = computed(() => this.kept()?.value);
  readonly problem = problemOf(this.lists);
  readonly detail = computed(() => this.keptDetail()?.value);
  readonly detailProblem = problemOf(this.details);

  constructor() {
    const connection = inject(Connection);
    const end = connection.on<IncidentChanged>('incident.changed', ({ number, parts }) => {
      if (number === this.number() && parts.includes('evidence')) this.reload();
    });
    inject(DestroyRef).onDestroy(end);
    whenMissed('incidents', () => this.reload());
  }

  path(id?: string): string {
    return `/api/incidents/${this.number()}/evidence${id === undefined ? '' : `/${id}`}`;
  }

  reload(): void {
    this.lists.reload();
    this.reloadDetail();
  }

  reloadDetail(): void {
    this.details.reload();
  }

  /** Says when it fails; `failed` begins what is said. */
  async run(id: string, verb: 'verify' | 'describe' | 'remove', wish: { body: object | null; failed: string }) {
    try {
      return await firstValueFrom(this.http.post<EvidenceDetail>(`${this.path(id)}/${verb}`, wish.body));
    } catch (error) {
      this.toasts.failed(`${wish.failed} ${toProblem(error).detail}`);
      return undefined;
    } finally {
      this.reload();
    }
  }
}
