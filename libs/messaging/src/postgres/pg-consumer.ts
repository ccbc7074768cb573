import { Logger } from '@nestjs/common';

import { tryDelivery, type DeliveryHandler } from '../attempt';
import { Latch } from '../latch';
import type { Subscription } from '../message-bus';
import type { WorkQueue } from '../work-queues';
import { PgClaims, type Claim } from './pg-claims';
import type { PgLink } from './pg-link';
import { PgSettlements } from './pg-settlements';

/** What a lost wake-up costs at most. */
const POLL_MS = 1_000;
/** Bounds the bytes of one answer. */
const CLAIM_AT_ONCE = 8;
/** A lease survives two renewals that fail. */
const RENEWALS_PER_LEASE = 3;

export interface PgConsumerPlan {
  readonly queue: WorkQueue;
  readonly parkedIn: WorkQueue | undefined;
  readonly prefetch: number;
  readonly leaseMs: number;
  readonly handler: DeliveryHandler;
}

/** One subscription to a work queue. What it works on is leased, and the lease is renewed while the handler works. */
export class PgConsumer implements Subscription {
  private readonly logger = new Logger(PgConsumer.name);
  private readonly claims: PgClaims;
  private readonly settlements: PgSettlements;
  private readonly closing = new AbortController();
  private readonly latch = new Latch();
  private readonly working = new Map<Claim, Promise<void>>();
  private readonly renewing: NodeJS.Timeout;
  private readonly running: Promise<void>;
  private readonly onWork = (place: string): void => {
    if (place === this.plan.queue.name) this.latch.wake();
  };
  private readonly onConnected = (): void => {
    this.wasAway = true;
    this.latch.wake();
  };
  private wasAway = false;

  constructor(
    private readonly link: PgLink,
    private readonly plan: PgConsumerPlan,
  ) {
    this.claims = new PgClaims(link, plan.queue, plan.leaseMs);
    this.settlements = new PgSettlements(this.claims, plan.parkedIn, this.closing.signal);
    link.on('work', this.onWork);
    link.on('connected', this.onConnected);
    this.renewing = setInterval(() => void this.renew(), plan.leaseMs / RENEWALS_PER_LEASE);
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.latch.wake();
    await this.running;
    await Promise.all(this.working.values());
    clearInterval(this.renewing);
    this.link.off('work', this.onWork);
    this.link.off('connected', this.onConnected);
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      const room = Math.min(this.plan.prefetch - this.working.size, CLAIM_AT_ONCE);
      const claimed = room > 0 ? await this.claim(room) : 0;
      // A full answer says that there is more.
      if (claimed === 0 || claimed < room) await this.latch.wait(POLL_MS);
    }
  }

  private async claim(limit: number): Promise<number> {
    if (this.link.problem !== undefined) return 0;
    try {
      // The leases may have ended during the outage; without this we would take our own work a second time.
      if (this.wasAway) await this.renew();
      this.wasAway = false;
      const claims = await this.claims.take(limit);
      for (const claim of claims) this.start(claim);
      return claims.length;
    } catch (error) {
      this.logger.warn(`${this.plan.queue.name}: no messages taken: ${(error as Error).message}`);
      return 0;
    }
  }

  private start(claim: Claim): void {
    const work = this.process(claim).finally(() => {
      this.working.delete(claim);
      this.latch.wake();
    });
    this.working.set(claim, work);
  }

  private async process(claim: Claim): Promise<void> {
    const outcome = await tryDelivery(this.plan.queue, claim.delivery, this.plan.handler);
    await this.settlements.settle(claim, outcome);
    // The poll may be up to a second late for a short delay.
    if (outcome.kind === 'retry') setTimeout(() => this.latch.wake(), outcome.afterMs).unref();
  }

  private async renew(): Promise<void> {
    if (this.working.size === 0) return;
    try {
      await this.claims.renew([...this.working.keys()]);
    } catch (error) {
      this.logger.warn(`${this.plan.queue.name}: leases not renewed: ${(error as Error).message}`);
    }
  }
}
