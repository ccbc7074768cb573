import { Logger } from '@nestjs/common';

import { parkedHeaders } from '../attempt';
import { BackOff, rest } from '../back-off';
import type { Disposition } from '../message-bus';
import type { WorkQueue } from '../work-queues';
import type { Claim, PgClaims } from './pg-claims';

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;

/** Brings the outcome of deliveries to the database, through its outages; acks that come together go together. */
export class PgSettlements {
  private readonly logger = new Logger(PgSettlements.name);
  private acks: string[] = [];
  private lastFlush = Promise.resolve();
  private nextFlush: Promise<void> | undefined;

  constructor(
    private readonly claims: PgClaims,
    /** Where hopeless messages go; the queue of parked messages itself has no such place. */
    private readonly parkedIn: WorkQueue | undefined,
    private readonly closing: AbortSignal,
  ) {}

  /** Resolves when it is done, or when it cannot be done before the end: then the lease ends and the message comes again. */
  async settle(claim: Claim, outcome: Disposition): Promise<void> {
    switch (outcome.kind) {
      case 'ack':
        return this.acknowledge(claim.seq);
      case 'retry':
        await this.insist(claim.delivery.id, () => this.claims.retry(claim, outcome.afterMs));
        return;
      case 'park':
        await this.insist(claim.delivery.id, () => this.park(claim, outcome.reason));
    }
  }

  /** Joins the statement that leaves when the one under way has ended. */
  private acknowledge(seq: string): Promise<void> {
    this.acks.push(seq);
    this.nextFlush ??= this.lastFlush.then(() => this.flush());
    return this.nextFlush;
  }

  private async flush(): Promise<void> {
    const seqs = this.acks;
    this.acks = [];
    this.lastFlush = this.nextFlush ?? this.lastFlush;
    this.nextFlush = undefined;
    await this.insist(`${seqs.length} done`, () => this.claims.acknowledge(seqs));
  }

  private async park(claim: Claim, reason: string): Promise<void> {
    const { parkedIn } = this;
    if (!parkedIn) throw new Error('a parked message cannot be parked again');
    const hasRoom = await this.claims.park(claim, parkedIn, parkedHeaders(claim.delivery, reason));
    if (!hasRoom) throw new Error(`${parkedIn.name} is full; handle or delete what is parked there`);
  }

  private async insist(what: string, statement: () => Promise<void>): Promise<void> {
    const backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
    for (;;) {
      try {
        return await statement();
      } catch (error) {
        this.logger.warn(`Message ${what} is not settled yet: ${(error as Error).message}`);
        if (!(await rest(backOff.next(), this.closing))) return;
      }
    }
  }
}
