import { httpResource } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { IncidentPage } from '@tocsin/api-contract';

import { Connection } from '../../../core/realtime/connection';
import { keep, problemOf } from '../../../shared/kept';
import { whenMissed } from '../../../shared/when-missed';

const PAGE_SIZE = 200;
const COALESCE_MS = 250;

/** Which incidents are shown. */
export interface IncidentChoice {
  readonly q: string;
  readonly state: 'open' | 'closed' | 'merged' | 'all';
}

/** The incidents of the list, brought up to date when one changes. */
@Service({ autoProvided: false })
export class IncidentListStore {
  private readonly connection = inject(Connection);
  private soon: ReturnType<typeof setTimeout> | undefined;
  private readonly choice = signal<IncidentChoice | undefined>(undefined);
  private readonly resource = httpResource<IncidentPage>(() => {
    const choice = this.choice();
    return choice && { url: '/api/incidents', params: { ...choice, limit: PAGE_SIZE } };
  });
  private readonly kept = keep(this.resource, () => this.choice());

  readonly page = computed(() => this.kept()?.value);
  readonly since = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.resource);

  constructor() {
    const end = this.connection.on('incident.changed', () => this.reloadSoon());
    inject(DestroyRef).onDestroy(() => {
      end();
      clearTimeout(this.soon);
    });
    whenMissed('incidents', () => this.reload());
  }

  show(choice: IncidentChoice): void {
    const before = this.choice();
    if (before?.q !== choice.q || before.state !== choice.state) this.choice.set(choice);
  }

  reload(): void {
    this.resource.reload();
  }

  /** Many may change at once, all the more after a while without connection. */
  private reloadSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.reload();
    }, COALESCE_MS);
  }
}
