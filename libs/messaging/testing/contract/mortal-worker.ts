import { Logger } from '@nestjs/common';

import { createMessageBus } from '../../src/create-message-bus';
import type { MessagingConfig } from '../../src/messaging.config';
import type { QueueSpec } from '../../src/topology';

/** What a forked worker has to do, as JSON in its first argument. */
export interface WorkerOrders {
  readonly config: MessagingConfig;
  readonly queue: QueueSpec;
  /** Who kills it: its parent, while the handler hangs, or the handler itself. */
  readonly death: 'by others' | 'by its message';
}

/** Sent to the parent when a delivery arrived, before anything is done with it. */
export interface WorkerReport {
  readonly id: string;
  readonly attempt: number;
}

async function work({ config, queue, death }: WorkerOrders): Promise<void> {
  Logger.overrideLogger(['error', 'warn']);
  const bus = createMessageBus(config, [queue]);
  await bus.consume(queue.name, { prefetch: 1 }, async ({ id, attempt }) => {
    const report: WorkerReport = { id, attempt };
    await new Promise<void>((resolve) => process.send?.(report, undefined, {}, () => resolve()));
    if (death === 'by its message') process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  });
}

// Not when it is imported for its types.
if (process.send) void work(JSON.parse(process.argv[2] ?? '{}') as WorkerOrders);
