import { Injectable, Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

/** Shows how many entries are in force, and when they are no longer fresh. */
@Injectable()
export class WatchlistHealth {
  private readonly log = new Logger('Watchlists');
  private readonly entries;
  private trouble = '';

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.entries = metrics.gauge('tocsin_watchlist_entries', 'Entries of all watchlists in force.');
    // Old lists are better than no service.
    checks.add('watchlists', () => Promise.resolve({ ok: true, detail: this.trouble }));
  }

  loaded(entries: number): void {
    this.entries.set(entries);
    this.trouble = '';
  }

  /** The first failure is a line in the log; until it is mended the others are the same news. */
  failed(error: unknown): void {
    const trouble = `The watchlists could not be loaded again, the last ones stay in force: ${String(error)}`;
    if (this.trouble === '') this.log.warn(trouble);
    this.trouble = trouble;
  }
}
