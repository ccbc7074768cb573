import { setTimeout as wait } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@tocsin/database';
import { StoreUnavailable } from '@tocsin/event-store';
import { BusError } from '@tocsin/messaging';

import { Reminders } from './reminders';

/** The service stops: what is not done yet stays in the queue for the next worker. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

const FIRST_PAUSE_MS = 200;
/** Everything behind it waits: an engine that is back must not be found much later. */
const LONGEST_PAUSE_MS = 3_000;

/**
 * Keeps at it while an engine is away. The batch stays unacknowledged meanwhile, so a worker that dies loses nothing, and the
 * bounded number of batches under way is the back-pressure.
 */
@Injectable()
export class Persistence {
  private readonly log = new Logger(Persistence.name);
  private readonly reminders = new Reminders();
  private readonly stopping = new AbortController();

  /** From now on everything is tried once and nothing is waited for. */
  stop(): void {
    this.stopping.abort();
  }

  /**
   * Repeats an action, with growing pauses, until it succeeds. It must be safe to repeat.
   * @param what says in the log what is being tried: `store events`
   * @throws {Stopping} and whatever else the action throws that waiting cannot mend.
   */
  async untilDone<T>(what: string, action: () => Promise<T>): Promise<T> {
    let hasWaited = false;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const result = await action();
        if (hasWaited) this.log.log(`Can ${what} again.`);
        return result;
      } catch (error) {
        if (!isTransient(error)) throw error;
        if (this.stopping.signal.aborted) throw new Stopping(`stopped before it could ${what}`);
        hasWaited = true;
        if (this.reminders.isDue(what)) this.log.warn(`Cannot ${what} for now, will keep trying: ${describe(error)}`);
      }
      await wait(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof StoreUnavailable || error instanceof BusError || isDatabaseUnavailable(error);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
