import type { ChannelModel, Options } from 'amqplib';

import type { WorkQueue } from '../work-queues';

/** Fan-out exchange: every bus instance has its own queue bound to it. */
export const FACTS_EXCHANGE = 'tocsin.facts';

/**
 * The broker drops a message that reaches its delivery limit, and RabbitMQ 4 sets one by itself. Ours is never reached:
 * the attempts are counted by the consumer, which parks.
 */
const NEVER = 1_000_000;
/** Retention removes whole segments, so a segment is a small part of what is kept. */
const SEGMENTS_KEPT = 16;

export interface StreamSpec {
  readonly name: string;
  readonly maxBytes: number;
}

/** Declares what the bus needs on a broker: idempotent, once per connection, and again after `forget`. */
export class RabbitTopology {
  private readonly streams = new Map<string, StreamSpec>();
  private turn: Promise<void> = Promise.resolve();
  private declared = new WeakMap<ChannelModel, Promise<void>>();

  constructor(private readonly queues: readonly WorkQueue[]) {}

  /** Streams are known only when the log is asked for. */
  addStream(stream: StreamSpec): void {
    this.streams.set(stream.name, stream);
    this.forget();
  }

  /** Something was missing on the broker, so the next use declares everything again. */
  forget(): void {
    this.declared = new WeakMap();
  }

  /** @throws {Error} when the broker has a queue of that name with other properties. */
  async declare(connection: ChannelModel): Promise<void> {
    let declaration = this.declared.get(connection);
    if (!declaration) {
      // One after the other: RabbitMQ 3.10 crashes the connection of who uses a stream that another is just declaring.
      declaration = this.turn.then(() => this.declareAll(connection));
      this.turn = declaration.catch(() => undefined);
      this.declared.set(connection, declaration);
    }
    try {
      await declaration;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** On a channel of its own, because a refused declaration kills the channel. */
  private async declareAll(connection: ChannelModel): Promise<void> {
    const channel = await connection.createChannel();
    // The refusal is thrown by the call that caused it; the event would only end the process.
    channel.on('error', () => undefined);
    await channel.assertExchange(FACTS_EXCHANGE, 'fanout', { durable: true });
    for (const queue of this.queues) await channel.assertQueue(queue.name, quorum(queue));
    for (const stream of this.streams.values()) await channel.assertQueue(stream.name, streamed(stream));
    await channel.close();
  }
}

function quorum(queue: WorkQueue): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-overflow': 'reject-publish',
      'x-max-length-bytes': queue.maxBytes,
      'x-delivery-limit': NEVER,
    },
  };
}

function streamed(stream: StreamSpec): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'stream',
      'x-max-length-bytes': stream.maxBytes,
      'x-stream-max-segment-size-bytes': Math.ceil(stream.maxBytes / SEGMENTS_KEPT),
    },
  };
}
