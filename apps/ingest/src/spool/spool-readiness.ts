import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';
import { ReadinessChecks, type CheckResult } from '@tocsin/observability';

import { Replayer } from './replayer';
import { Spool } from './spool';

const MIB = 1024 ** 2;

/** Tells whether events can be taken now: by the broker, or by the spool in its place. */
@Injectable()
export class SpoolReadiness implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly bus: MessageBus,
    private readonly spool: Spool,
    private readonly replayer: Replayer,
  ) {}

  onModuleInit(): void {
    this.checks.add('broker', () => Promise.resolve(this.ofBroker()));
    this.checks.add('spool', () => Promise.resolve(this.ofSpool()));
  }

  /** A broker that is away does not close the front door while the spool takes events. */
  private ofBroker(): CheckResult {
    const { isConnected, detail } = this.bus.health();
    const { isFull, problem } = this.spool;
    return { ok: isConnected || (!isFull && problem === undefined), detail };
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
