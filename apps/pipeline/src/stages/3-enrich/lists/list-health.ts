import { Injectable, Logger } from '@nestjs/common';
import type { ListKind } from '@tocsin/database';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import type { ListMemory } from './list-memory';

/** Shows what of the lists is in memory, and when it is no longer fresh. */
@Injectable()
export class ListHealth {
  private readonly log = new Logger('Lists');
  private readonly terms;
  private readonly bytes;
  private readonly revision;
  private readonly stale;
  private trouble = 'The lists are not loaded yet; no event is taken before they are.';
  private unusable = 0;

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.terms = metrics.gauge('tocsin_list_terms', 'Terms in memory, by kind of list.', ['kind']);
    this.bytes = metrics.gauge('tocsin_list_bytes', 'Memory the terms take, outside of the heap.');
    this.revision = metrics.gauge('tocsin_list_revision', 'Last change to the lists that is in memory.');
    this.stale = metrics.gauge(
      'tocsin_list_stale',
      '1 while the lists are missing or could not be brought up to date.',
    );
    this.stale.set(1);
    // Old lists are better than no service.
    checks.add('lists', () => Promise.resolve({ ok: true, detail: this.detail() }));
  }

  loaded(memory: ListMemory, kinds: readonly ListKind[], revision: number): void {
    for (const kind of kinds) this.terms.set({ kind }, memory.size(kind));
    this.bytes.set(memory.bytes);
    this.revision.set(revision);
    this.stale.set(0);
    this.trouble = '';
    this.unusable = memory.unusable;
  }

  /** The first failure is a line in the log; until it is mended the others are the same news. */
  failed(error: unknown): void {
    const trouble = `The lists could not be brought up to date, the last ones stay in force: ${String(error)}`;
    if (this.trouble === '') this.log.warn(trouble);
    this.stale.set(1);
    this.trouble = trouble;
  }

  private detail(): string {
    const unusable = this.unusable === 0 ? '' : `${this.unusable} term(s) cannot be used by this version.`;
    return [this.trouble, unusable].filter((text) => text !== '').join(' ');
  }
}
