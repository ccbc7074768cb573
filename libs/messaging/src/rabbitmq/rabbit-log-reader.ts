import { Logger } from '@nestjs/common';
import { IllegalOperationError, type Channel, type ChannelModel, type ConsumeMessage } from 'amqplib';

import { BackOff, rest } from '../back-off';
import type { LogRecord, Subscription } from '../message-bus';
import { offsetOf, toBusMessage } from './amqp-message';
import { KeptChannel, plainChannel } from './kept-channel';
import type { ConsumerContext } from './rabbit-consumer';

/** Records the broker sends ahead of the handler. */
const PREFETCH = 64;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 10_000;

export interface ReaderPlan {
  readonly stream: string;
  readonly partition: number;
  readonly fromOffset: number;
  readonly handler: (records: readonly LogRecord[]) => Promise<void>;
}

interface Arrived {
  readonly channel: Channel;
  readonly message: ConsumeMessage;
}

/** Reads one stream from an offset on; after an outage it goes on behind the last record handled. */
export class RabbitLogReader implements Subscription {
  private readonly logger = new Logger(RabbitLogReader.name);
  private readonly kept: KeptChannel<Channel>;
  private readonly closing = new AbortController();
  private arrived: Arrived[] = [];
  private next: number;
  private pumping: Promise<void> | undefined;

  constructor(
    private readonly context: ConsumerContext,
    private readonly plan: ReaderPlan,
  ) {
    this.next = plan.fromOffset;
    this.kept = new KeptChannel(context.link, {
      job: `reading ${plan.stream}`,
      create: plainChannel,
      setUp: (channel, _lost, connection) => this.start(channel, connection),
    });
  }

  get problem(): string | undefined {
    return this.kept.problem;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.pumping;
    await this.kept.close();
  }

  private async start(channel: Channel, connection: ChannelModel): Promise<void> {
    await this.context.topology.declare(connection);
    // What the old channel brought is read again on the new one.
    this.arrived = [];
    await channel.prefetch(PREFETCH);
    const onMessage = (message: ConsumeMessage | null): void => {
      if (message) this.receive({ channel, message });
      else this.onCancelled();
    };
    await channel.consume(this.plan.stream, onMessage, { arguments: { 'x-stream-offset': this.next } });
  }

  private onCancelled(): void {
    this.context.topology.forget();
    this.kept.reopen();
  }

  private receive(arrived: Arrived): void {
    this.arrived.push(arrived);
    this.pumping ??= this.pump().finally(() => (this.pumping = undefined));
  }

  private async pump(): Promise<void> {
    const backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
    while (this.arrived.length > 0 && !this.closing.signal.aborted) {
      const batch = this.arrived;
      this.arrived = [];
      // The handler may be given again what it refused, never less.
      while (!(await this.handle(batch)) && !this.closing.signal.aborted) {
        await rest(backOff.next(), this.closing.signal);
      }
      backOff.reset();
    }
  }

  private async handle(batch: readonly Arrived[]): Promise<boolean> {
    // A stream hands out whole chunks: the first one may begin before the offset that was asked for.
    const records = batch.map(({ message }) => this.record(message)).filter(({ offset }) => offset >= this.next);
    const last = records.at(-1);
    try {
      if (last) await this.plan.handler(records);
    } catch (error) {
      this.logger.warn(`${this.plan.stream}: the reader failed at offset ${this.next}: ${(error as Error).message}`);
      return false;
    }
    if (last) this.next = last.offset + 1;
    acknowledge(batch);
    return true;
  }

  private record(message: ConsumeMessage): LogRecord {
    return { ...toBusMessage(message), partition: this.plan.partition, offset: offsetOf(message) };
  }
}

/** To a stream an acknowledgement is only the permission to send more. */
function acknowledge(batch: readonly Arrived[]): void {
  const last = batch.at(-1);
  try {
    last?.channel.ack(last.message, true);
  } catch (error) {
    if (!(error instanceof IllegalOperationError)) throw error;
  }
}
