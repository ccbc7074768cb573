import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';

/** Numbers every batch this run of the front end cuts, and knows how far it is decided what became of them. */
@Injectable()
export class ClaimNumbers {
  readonly instance = randomBytes(9).toString('base64url');
  readonly frontend: string;
  readonly startedAt: Date;
  private count = 0;
  private readonly open = new Set<number>();

  constructor(clock: Clock, @Inject(INGEST_OPTIONS) { frontend }: Pick<IngestOptions, 'frontend'>) {
    this.frontend = frontend ?? hostname();
    this.startedAt = clock.now();
  }

  /** Names one acceptance of a batch: this run and a number that grows by one. */
  next(): string {
    this.count += 1;
    this.open.add(this.count);
    return `${this.instance}-${this.count}`;
  }

  /** It is accepted, or refused. */
  decided(claim: string): void {
    this.open.delete(Number(claim.slice(this.instance.length + 1)));
  }

  /** Of every number up to this one it is decided. */
  get decidedThrough(): number {
    return Math.min(...this.open, this.count + 1) - 1;
  }
}
