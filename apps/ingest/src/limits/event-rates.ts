import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { Refusal } from '../refusal';

/** Reading rests at most this long at a time, so that no proxy takes a slow body for a dead one. */
const LONGEST_REST_MS = 5_000;

/**
 * How fast each source may send. How many events a request has is known only when it was read: a source that has sent too
 * many is in debt, and sends again when the time has paid for them.
 */
@Injectable()
export class EventRates {
  /** Only of sources with a limit, so there are no more of them than sources. */
  private readonly rates = new Map<string, EventRate>();

  constructor(
    private readonly clock: Clock,
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'maxEventsPerSecondPerSource'>,
  ) {}

  /**
   * @param own limit of the source; null and `undefined` for the one of every source.
   * @returns `undefined` when there is no limit.
   * @throws {Refusal} while the source is in debt.
   */
  admit(source: string, own: number | null | undefined): EventRate | undefined {
    const perSecond = own ?? this.options.maxEventsPerSecondPerSource;
    if (perSecond === undefined) {
      this.rates.delete(source);
      return undefined;
    }
    const rate = this.rates.get(source) ?? new EventRate(this.clock, perSecond);
    this.rates.set(source, rate);
    rate.perSecond = perSecond;
    refuseDebtor(source, rate);
    return rate;
  }
}

/** What an event costs. A millisecond earns as much as the source may send in a second, so all figures are whole. */
const EVENT = 1_000;

/** What one source has sent of late. It may be ahead by the events of a second. */
export class EventRate {
  private credit: number;
  private countedAt: number;

  constructor(
    private readonly clock: Clock,
    public perSecond: number,
  ) {
    this.credit = perSecond * EVENT;
    this.countedAt = this.now();
  }

  charge(events: number): void {
    this.earn();
    this.credit -= events * EVENT;
  }

  /** How long until the source may send again; 0 when it may. */
  get debtMs(): number {
    this.earn();
    return this.credit >= 0 ? 0 : Math.ceil(-this.credit / this.perSecond);
  }

  /** Rests until the debt is paid, or for a while. */
  async slowDown(): Promise<void> {
    const { debtMs } = this;
    if (debtMs > 0) await wait(Math.min(debtMs, LONGEST_REST_MS));
  }

  private earn(): void {
    const now = this.now();
    const earned = Math.max(0, now - this.countedAt) * this.perSecond;
    this.credit = Math.min(this.perSecond * EVENT, this.credit + earned);
    this.countedAt = now;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

function refuseDebtor(source: string, rate: EventRate): void {
  const { debtMs, perSecond } = rate;
  if (debtMs === 0) return;
  throw new Refusal(
    'busy.events',
    `The source ${source} may send ${perSecond} events a second and is ahead of that. ` +
      `Send the same again in ${Math.ceil(debtMs / 1_000)} s.`,
    { retryAfterMs: debtMs },
  );
}
