import { InMemoryClaims } from '@tocsin/ledger/testing';
import { EVENTS_ASIDE_QUEUE, EVENTS_QUEUE, type Delivery, type Disposition } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually } from '@tocsin/testing';

import type { PipelineOptions } from '../../pipeline.config';
import type { BatchHandler } from '../batch-handler';
import { DrainOrder } from './drain-order';
import { SetAside } from './set-aside';

const PREFETCH = 4;

describe(DrainOrder.name, () => {
  let bus: InMemoryMessageBus;
  let begun: string[];
  let goOn: () => void;
  let ready: Promise<void>;
  beforeEach(() => {
    bus = new InMemoryMessageBus();
    begun = [];
    ready = new Promise((resolve) => (goOn = resolve));
  });
  afterEach(async () => {
    goOn();
    await bus.close();
  });

  async function handle({ id }: Delivery): Promise<Disposition> {
    begun.push(id);
    await ready;
    return { kind: 'ack' };
  }

  function consume(drain: PipelineOptions['drain']) {
    const options = { drain, prefetch: PREFETCH, drainAfterSeconds: 600 };
    const handler: Pick<BatchHandler, 'handle'> = { handle };
    return new DrainOrder(handler as BatchHandler, new SetAside(new InMemoryClaims(), options), options).consume(bus);
  }

  async function queue(name: string, count: number): Promise<void> {
    for (let nr = 0; nr < count; nr += 1)
      await bus.publish(name, { id: `${name}-${nr}`, headers: {}, body: Buffer.from('x') });
  }

  it('works off what was put aside though two workers are busy, when nothing waits for either', async () => {
    await queue(EVENTS_QUEUE, PREFETCH + 2);
    await queue(EVENTS_ASIDE_QUEUE, 1);
    const workers = [await consume('newest'), await consume('newest')];
    await eventually(() => begun.length === PREFETCH + 3);
    goOn();
    await Promise.all(workers.map((worker) => worker.close()));
  });
});
