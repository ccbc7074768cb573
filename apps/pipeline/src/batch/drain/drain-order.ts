import { Inject, Injectable } from '@nestjs/common';
import { EVENTS_ASIDE_QUEUE, EVENTS_QUEUE, type MessageBus, type Subscription } from '@tocsin/messaging';

import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { BatchHandler } from '../batch-handler';
import { AsideDrain } from './aside-drain';
import { SetAside } from './set-aside';

/** Takes batches of a broker in the order that is configured: as they come, or those of now before those that have waited. */
@Injectable()
export class DrainOrder {
  constructor(
    private readonly handler: BatchHandler,
    private readonly setAside: SetAside,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'drain' | 'prefetch'>,
  ) {}

  async consume(bus: MessageBus): Promise<Subscription> {
    const { drain, prefetch } = this.options;
    const next = await bus.consume(EVENTS_QUEUE, { prefetch }, async (delivery) =>
      drain === 'newest' && (await this.setAside.move(bus, delivery)) ? { kind: 'ack' } : this.handler.handle(delivery),
    );
    const few = { prefetch: Math.ceil(prefetch / 2) };
    const open = () => bus.consume(EVENTS_ASIDE_QUEUE, few, (delivery) => this.handler.handle(delivery));
    // What was put aside before the order was changed is worked off, too.
    const aside = drain === 'oldest' ? await open() : new AsideDrain(open, () => isCalm(bus, prefetch));
    return { close: async () => void (await Promise.all([next.close(), aside.close()])) };
  }
}

/** No more wait than this worker could take at once. */
async function isCalm(bus: MessageBus, prefetch: number): Promise<boolean> {
  return bus.untaken(EVENTS_QUEUE, prefetch + 1).then(
    (waiting) => waiting <= prefetch,
    () => false,
  );
}
