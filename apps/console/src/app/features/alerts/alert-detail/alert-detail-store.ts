import { httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import type { Alert, AlertSummary } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { AlertFeed } from '../live/alert-feed';
import { AlertTriage } from '../live/alert-triage';

/** A busy alert changes with each signal; its proof is fetched again at most this often. */
const REFETCH_MS = 2000;

/** One alert with its proof. What the list knows of it is shown at once, the rest when it comes. */
@Service({ autoProvided: false })
export class AlertDetailStore {
  private readonly feed = inject(AlertFeed);
  private readonly triage = inject(AlertTriage);
  readonly number = signal<string | undefined>(undefined);
  /** The row of the list, when the alert was opened from one. */
  readonly loaded = signal<AlertSummary | undefined>(undefined);

  private readonly resource = httpResource<Alert>(() => {
    const number = this.number();
    return number === undefined ? undefined : `/api/alerts/${encodeURIComponent(number)}`;
  });
  /** The alert as it was last fetched; kept while it is fetched again. */
  readonly detail = linkedSignal<{ number: string | undefined; alert: Alert | undefined }, Alert | undefined>({
    source: () => ({ number: this.number(), alert: this.resource.hasValue() ? this.resource.value() : undefined }),
    computation: (now, before) => now.alert ?? (before?.source.number === now.number ? before?.value : undefined),
  }).asReadonly();
  /** The newest that is known, from whichever side. */
  readonly alert = computed<AlertSummary | undefined>(() => {
    const known = this.detail() ?? this.loaded();
    return known === undefined || known.number !== this.number() ? undefined : this.triage.view(known);
  });
  readonly problem = computed<Problem | undefined>(() => {
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });

  constructor() {
    effect((onCleanup) => {
      const detail = this.detail();
      if (detail === undefined || this.feed.current(detail).revision === detail.revision) return;
      const timer = setTimeout(() => untracked(() => this.resource.reload()), REFETCH_MS);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      if (this.feed.gaps() > 0) untracked(() => this.resource.reload());
    });
  }

  retry(): void {
    this.resource.reload();
  }
}
