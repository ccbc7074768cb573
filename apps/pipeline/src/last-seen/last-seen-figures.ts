import { Injectable } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import { LastSeen } from './last-seen';

/** How large the lists are, and whether they are kept. */
@Injectable()
export class LastSeenFigures {
  private readonly keys;
  private readonly pruned;
  private trouble = '';

  constructor(lastSeen: LastSeen, metrics: Metrics, checks: ReadinessChecks) {
    this.keys = metrics.gauge('tocsin_last_seen_keys', 'Keys of the last-seen lists.', ['list']);
    this.pruned = metrics.counter('tocsin_last_seen_pruned_total', 'Keys deleted because of age or number.', ['list']);
    // Events are understood without it; only what is new is told less well.
    checks.add('last_seen', () => Promise.resolve({ ok: true, detail: this.trouble || fullness(lastSeen) }));
  }

  sizes(sizes: ReadonlyMap<string, number>): void {
    for (const [list, keys] of sizes) this.keys.set({ list }, keys);
  }

  deleted(list: string, keys: number): void {
    if (keys > 0) this.pruned.inc({ list }, keys);
  }

  failed(what: string, error: unknown): void {
    this.trouble = `The last-seen lists cannot be ${what} for now: ${error instanceof Error ? error.message : String(error)}`;
  }

  well(): void {
    this.trouble = '';
  }
}

function fullness({ full }: LastSeen): string {
  if (full.length === 0) return '';
  return `The last-seen lists ${full.join(', ')} are full: what is new is not told any more. Lower keepDays or raise maxKeys.`;
}
