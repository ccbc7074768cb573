import { Injectable } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

export type TapResult = 'offered' | 'dropped' | 'delivered' | 'set_aside';

/** How the taps are: what went through, what did not, and why not. */
@Injectable()
export class TapMetrics {
  private readonly events;
  private readonly retries;
  private readonly troubles = new Map<string, string>();

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.events = metrics.counter('tocsin_tap_events_total', 'Events at a tap, by what became of them.', [
      'tap',
      'result',
    ]);
    this.retries = metrics.counter('tocsin_tap_retries_total', 'Deliveries that failed and are tried again.', ['tap']);
    // The stream goes on without its taps.
    checks.add('taps', () => Promise.resolve({ ok: true, detail: [...this.troubles.values()].join(' ') }));
  }

  count(tap: string, result: TapResult, events: number): void {
    this.events.inc({ tap, result }, events);
  }

  failed(tap: string, why: string): void {
    this.retries.inc({ tap });
    this.troubles.set(tap, `Tap ${tap} cannot deliver, its events wait: ${why}.`);
  }

  full(tap: string): void {
    this.troubles.set(tap, `Tap ${tap} is full: events that come now are not given to it.`);
  }

  well(tap: string): void {
    this.troubles.delete(tap);
  }
}
