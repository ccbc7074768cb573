import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReadinessChecks, type CheckResult } from '@tocsin/observability';

import { IntakeState } from '../batches/intake-state';
import { Replayer } from './replayer';
import { Spool } from './spool';

const MIB = 1024 ** 2;

/** Tells whether events can be taken now: by the broker, or by the spool in its place. */
@Injectable()
export class SpoolReadiness implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly intake: IntakeState,
    private readonly spool: Spool,
    private readonly replayer: Replayer,
  ) {}

  onModuleInit(): void {
    this.checks.add('broker', () => Promise.resolve({ ok: this.intake.canTake, detail: this.intake.detail }));
    this.checks.add('spool', () => Promise.resolve(this.ofSpool()));
  }

  private ofSpool(): CheckResult {
    const { isEmpty, problem, usage } = this.spool;
    // Without anything in it the spool is not in the way: what the broker takes is taken.
    if (isEmpty) return { ok: true, detail: problem ?? '' };
    const waiting = `${usage.batches} batches with ${usage.events} events wait in the spool`;
    const free = `${Math.floor((usage.maxBytes - usage.bytes) / MIB)} MiB of it are free`;
    const why = this.replayer.problem ?? 'the broker takes them now';
    return { ok: !this.spool.isFull && problem === undefined, detail: `${waiting}, ${free}: ${problem ?? why}` };
  }
}
