import { httpResource } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { EventCopy, IncidentChanged, LinkedEvents } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Connection } from '../../../core/realtime/connection';
import { Toasts } from '../../../core/toasts/toasts';
import { keep, problemOf } from '../../../shared/kept';
import { whenMissed } from '../../../shared/when-missed';
import { IncidentApi } from '../incident-api';

/** The copies of events in one incident, and the one that is open as a whole. */
@Service({ autoProvided: false })
export class LinkedEventStore {
  private readonly api = inject(IncidentApi);
  private readonly toasts = inject(Toasts);
  readonly number = signal('');
  /** Id of the event that is shown as a whole. */
  readonly opened = signal<string | undefined>(undefined);
  private readonly lists = httpResource<LinkedEvents>(() =>
    this.number() === '' ? undefined : `/api/incidents/${this.number()}/events`,
  );
  private readonly copies = httpResource<EventCopy>(() => {
    const id = this.opened();
    return id === undefined ? undefined : `/api/incidents/${this.number()}/events/${encodeURIComponent(id)}`;
  });
  private readonly kept = keep(this.lists, this.number);
  private readonly keptCopy = keep(this.copies, this.opened);

  readonly list = computed(() => this.kept()?.value);
  readonly problem = problemOf(this.lists);
  readonly copy = computed(() => this.keptCopy()?.value);
  readonly copyProblem = problemOf(this.copies);

  constructor() {
    const end = inject(Connection).on<IncidentChanged>('incident.changed', ({ number, parts }) => {
      if (number === this.number() && parts.includes('events')) this.reload();
    });
    inject(DestroyRef).onDestroy(end);
    whenMissed('incidents', () => this.reload());
  }

  reload(): void {
    this.lists.reload();
  }

  reloadCopy(): void {
    this.copies.reload();
  }

  /** Says when it fails. */
  async change(wish: { add?: readonly string[]; remove?: readonly string[] }, failed: string): Promise<boolean> {
    try {
      await this.api.changeEvents(this.number(), wish);
      return true;
    } catch (error) {
      this.toasts.failed(`${failed} ${toProblem(error).detail}`);
      return false;
    } finally {
      this.reload();
    }
  }
}
