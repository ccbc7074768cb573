import type { LogRecord, PartitionedLog, BusMessage, Subscription } from '../message-bus';
import { assertSendable } from '../limits';
import { assertPartition, partitionOf } from '../partitioning';
import type { ConsumerContext } from './rabbit-consumer';
import { RabbitLogReader } from './rabbit-log-reader';

export interface RabbitLogSpec {
  readonly name: string;
  readonly partitions: number;
  readonly maxBytesPerPartition: number;
}

/** A log as one stream queue per partition. */
export class RabbitLog implements PartitionedLog {
  constructor(
    private readonly context: ConsumerContext,
    private readonly spec: RabbitLogSpec,
    private readonly keep: (reader: RabbitLogReader) => Subscription,
  ) {
    for (let partition = 0; partition < spec.partitions; partition += 1) {
      context.topology.addStream({ name: this.stream(partition), maxBytes: spec.maxBytesPerPartition });
    }
  }

  get partitions(): number {
    return this.spec.partitions;
  }

  async append(key: string, messages: readonly BusMessage[]): Promise<void> {
    messages.forEach(assertSendable);
    const routingKey = this.stream(partitionOf(key, this.partitions));
    // The log may be younger than the connection.
    await this.context.publisher.declare();
    // Sent in order on one channel, so they stand in order; all confirms are awaited at once.
    const outcomes = await Promise.allSettled(
      messages.map((message) => this.context.publisher.send({ exchange: '', routingKey, ...message, isDurable: true })),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  read(
    partition: number,
    fromOffset: number,
    handler: (records: readonly LogRecord[]) => Promise<void>,
  ): Promise<Subscription> {
    assertPartition(partition, this.partitions);
    const reader = new RabbitLogReader(this.context, {
      stream: this.stream(partition),
      partition,
      fromOffset,
      handler,
    });
    return Promise.resolve(this.keep(reader));
  }

  private stream(partition: number): string {
    return `${this.spec.name}.${partition}`;
  }
}
