import { Injectable, Logger } from '@nestjs/common';

import { IngestMetrics } from '../ingest.metrics';
import type { Refusal, RefusalCode } from '../refusal';

const QUIET_MS = 10_000;

/**
 * Counts every refusal, and writes one line per reason every ten seconds: some clients tell nobody what they were answered,
 * and some repeat it a hundred times a second.
 */
@Injectable()
export class Refusals {
  private readonly log = new Logger(Refusals.name);
  private readonly quietUntil = new Map<RefusalCode, number>();

  constructor(private readonly metrics: IngestMetrics) {}

  note(refusal: Refusal, who: string): void {
    this.metrics.refusal(refusal.code);
    const now = performance.now();
    if (now < (this.quietUntil.get(refusal.code) ?? 0)) return;
    this.quietUntil.set(refusal.code, now + QUIET_MS);
    const cause = refusal.cause instanceof Error ? ` (${refusal.cause.message})` : '';
    this.log.warn(`Refused ${who}: ${refusal.code}: ${refusal.message}${cause}`);
  }
}
