import { Logger } from '@nestjs/common';
import type { IdentifiedEvent } from '@tocsin/event-model';
import { eventually } from '@tocsin/testing';

import { createEventStore } from '../../src/create-event-store';
import type { EventStoreConfig } from '../../src/event-store.config';

/** What a forked writer has to do, as JSON in its first argument. */
export interface WriterOrders {
  readonly config: EventStoreConfig;
  readonly source: string;
}

const BATCH = 500;

/** The batch of that number, the same in every process. */
export function batchOf(source: string, nr: number): IdentifiedEvent[] {
  const event = { '@timestamp': '2026-04-01T10:00:00.000Z', message: `batch ${nr}`, 'tocsin.source': source };
  return Array.from({ length: BATCH }, (_, position) => ({
    id: `${source}-${nr}-${position}`,
    day: '2026-04-01',
    event,
  }));
}

/** Writes batch after batch, two at a time, each until it is taken, and reports each that was answered; until it is killed. */
async function write({ config, source }: WriterOrders): Promise<void> {
  Logger.overrideLogger(false);
  const store = createEventStore(config);
  let next = 0;
  const writeOn = async (): Promise<void> => {
    for (;;) {
      const nr = next;
      next += 1;
      await eventually(() => store.append(batchOf(source, nr)), { timeoutMs: 60_000 });
      process.send?.(nr);
    }
  };
  await Promise.all([writeOn(), writeOn()]);
}

// Not when it is imported for its batches.
if (process.send && process.argv[2]?.startsWith('{')) void write(JSON.parse(process.argv[2]) as WriterOrders);
