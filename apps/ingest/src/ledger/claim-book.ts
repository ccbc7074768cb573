import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { Claims, type Claim } from '@tocsin/ledger';

import { IngestMetrics } from '../ingest.metrics';
import { ClaimNumbers } from './claim-numbers';

const EVERY_MS = 1_000;
/** Rows of one statement. */
const AT_ONCE = 2_000;
/** About 40 MB. Of what is forgotten the ledger learns from the batches themselves. */
const MAX_WAITING = 200_000;

/** Tells the ledger what this front end accepted, apart from the batches. While PostgreSQL is away it waits here, bounded. */
@Injectable()
export class ClaimBook implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ClaimBook.name);
  private waiting: Claim[] = [];
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> = Promise.resolve();
  private isTelling = false;
  private isEnding = false;
  private hasWarned = false;

  constructor(
    private readonly numbers: ClaimNumbers,
    private readonly claims: Claims,
    private readonly clock: Clock,
    private readonly metrics: IngestMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tellSoon(), EVERY_MS);
  }

  /** What is accepted in the last moments of a front end is told by its batches. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    this.isEnding = true;
    await this.tell();
  }

  /** The batch is durable. */
  accepted(claim: Omit<Claim, 'acceptedAt' | 'isVoid'>): void {
    this.note({ ...claim, acceptedAt: this.clock.now(), isVoid: false });
  }

  /** The batch was refused. */
  refused(claim: Omit<Claim, 'acceptedAt' | 'isVoid'>): void {
    this.note({ ...claim, acceptedAt: this.clock.now(), isVoid: true });
  }

  private note(claim: Claim): void {
    this.numbers.decided(claim.claim);
    this.waiting.push(claim);
    if (this.waiting.length <= MAX_WAITING) return;
    this.metrics.claimsForgotten(this.waiting.length - MAX_WAITING / 2);
    this.waiting = this.waiting.slice(-MAX_WAITING / 2);
  }

  private tellSoon(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    this.telling = this.tell().finally(() => (this.isTelling = false));
  }

  private async tell(): Promise<void> {
    try {
      do await this.tellSome();
      while (this.waiting.length > 0);
      this.hasWarned = false;
    } catch (error) {
      if (!this.hasWarned) this.log.warn(`The ledger learns later what was accepted: ${String(error)}`);
      this.hasWarned = true;
    }
  }

  private async tellSome(): Promise<void> {
    const some = this.waiting.slice(0, AT_ONCE);
    const isAll = some.length === this.waiting.length;
    const { instance, frontend, startedAt, decidedThrough } = this.numbers;
    const statedThrough = isAll ? decidedThrough : 0;
    await this.claims.state({ instance, frontend, startedAt, statedThrough, isEnding: this.isEnding }, some);
    const told = new Set(some);
    this.waiting = this.waiting.filter((claim) => !told.has(claim));
  }
}
