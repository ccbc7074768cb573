import { setTimeout as delay } from 'node:timers/promises';

import type { BusMessage, LogRecord, PartitionedLog, Subscription } from '../src/message-bus';
import { assertPartition, partitionOf } from '../src/partitioning';

const BATCH = 100;
const REST_AFTER_FAILURE_MS = 50;

/** A log in the memory of the process; it forgets nothing. */
export class InMemoryLog implements PartitionedLog {
  private readonly records: LogRecord[][];
  private readonly readers = new Set<() => void>();

  constructor(
    readonly partitions: number,
    private readonly assertRunning: () => void,
  ) {
    this.records = Array.from({ length: partitions }, () => []);
  }

  async append(key: string, messages: readonly BusMessage[]): Promise<void> {
    // As on a real engine the answer comes later, never in the caller's own turn.
    await Promise.resolve();
    this.assertRunning();
    const partition = partitionOf(key, this.partitions);
    const records = this.records[partition] ?? [];
    for (const message of messages) records.push({ ...message, partition, offset: records.length });
    for (const wake of this.readers) wake();
  }

  read(
    partition: number,
    fromOffset: number,
    handler: (records: readonly LogRecord[]) => Promise<void>,
  ): Promise<Subscription> {
    assertPartition(partition, this.partitions);
    let isOpen = true;
    let wake = (): void => undefined;
    const wakeUp = (): void => wake();
    const run = async (): Promise<void> => {
      let next = fromOffset;
      while (isOpen) {
        const records = this.records[partition]?.slice(next, next + BATCH) ?? [];
        if (records.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        else if (await succeeds(handler, records)) next += records.length;
        else await delay(REST_AFTER_FAILURE_MS);
      }
    };
    this.readers.add(wakeUp);
    const running = run();
    const close = async (): Promise<void> => {
      isOpen = false;
      this.readers.delete(wakeUp);
      wake();
      await running;
    };
    return Promise.resolve({ close });
  }
}

async function succeeds(
  handler: (records: readonly LogRecord[]) => Promise<void>,
  records: readonly LogRecord[],
): Promise<boolean> {
  try {
    await handler(records);
    return true;
  } catch {
    return false;
  }
}
