import { Inject, Injectable, Logger } from '@nestjs/common';
import { decodeBatch } from '@tocsin/event-model';
import { Claims } from '@tocsin/ledger';
import { EVENTS_ASIDE_QUEUE, EVENTS_QUEUE, type BusMessage, type Delivery, type MessageBus } from '@tocsin/messaging';

import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';

/** So long it is remembered whether others wait. */
const REMEMBERED_MS = 1_000;

interface Pressure {
  readonly at: number;
  readonly isOthersWaiting: boolean;
}

/** Puts batches that have waited long behind those of now. */
@Injectable()
export class SetAside {
  private readonly log = new Logger(SetAside.name);
  private readonly pressures = new WeakMap<MessageBus, Pressure>();

  constructor(
    private readonly claims: Claims,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'drainAfterSeconds' | 'prefetch'>,
  ) {}

  /**
   * Moves an old batch to the queue that is worked off when no others wait. True: it is durable there, and may be acknowledged here; a
   * worker that dies in between leaves it in both, and it is stored once all the same. False: it is to be worked on now, because it
   * is young, nothing else waits, it has been tried before, or it could not be moved.
   */
  async move(bus: MessageBus, { id, headers, body, attempt }: Delivery): Promise<boolean> {
    if (attempt > 1) return false;
    const claim = claimOf(body);
    if (claim === undefined || !(await this.isPressing(bus))) return false;
    try {
      if (!(await this.claims.setAside(claim, this.options.drainAfterSeconds * 1_000))) return false;
      await this.publish(bus, { id, headers, body }, claim);
      return true;
    } catch (error) {
      this.log.debug(`Batch ${id} is not put aside: ${String(error)}`);
      return false;
    }
  }

  /** What could not be moved is worked on now, so it is missed when it is lost. */
  private async publish(bus: MessageBus, message: BusMessage, claim: string): Promise<void> {
    try {
      await bus.publish(EVENTS_ASIDE_QUEUE, message);
    } catch (error) {
      await this.claims.takeBack(claim);
      throw error;
    }
  }

  private async isPressing(bus: MessageBus): Promise<boolean> {
    const known = this.pressures.get(bus);
    if (known !== undefined && performance.now() - known.at < REMEMBERED_MS) return known.isOthersWaiting;
    const { prefetch } = this.options;
    const isOthersWaiting = (await bus.untaken(EVENTS_QUEUE, prefetch + 1).catch(() => 0)) > prefetch;
    this.pressures.set(bus, { at: performance.now(), isOthersWaiting });
    return isOthersWaiting;
  }
}

/** `undefined` for what has no number, or is no batch at all. */
function claimOf(body: Buffer): string | undefined {
  try {
    return decodeBatch(body).claim;
  } catch {
    // Who works on it says what is wrong with it.
    return undefined;
  }
}
