import { setTimeout as sleep } from 'node:timers/promises';

import type { Channel, ChannelModel, Options } from 'amqplib';

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

const LOCK_QUEUE = 'tocsin.declaring';
const LOCK_POLL_MS = 50;
/** AMQP reply code for an exclusive queue of another connection. */
const RESOURCE_LOCKED = 405;

export interface StreamSpec {
  readonly name: string;
  readonly maxBytes: number;
}

/** Declares what the bus needs on a broker: idempotent, once per connection, and again after `forget`. */
export class RabbitTopology {
  private readonly streams = new Map<string, StreamSpec>();
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
      declaration = this.declareAll(connection);
      this.declared.set(connection, declaration);
    }
    try {
      await declaration;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private async declareAll(connection: ChannelModel): Promise<void> {
    await onThrowAwayChannel(connection, async (channel) => {
      await channel.assertExchange(FACTS_EXCHANGE, 'fanout', { durable: true });
      for (const queue of this.queues) await channel.assertQueue(queue.name, quorum(queue));
    });
    if (this.streams.size === 0) return;
    await alone(connection, (channel) => this.declareStreams(channel));
  }

  private async declareStreams(channel: Channel): Promise<void> {
    for (const stream of this.streams.values()) await channel.assertQueue(stream.name, streamed(stream));
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

/** For what may be refused: a refusal kills the channel it was made on. */
export async function onThrowAwayChannel<T>(
  connection: ChannelModel,
  work: (channel: Channel) => Promise<T>,
): Promise<T> {
  const channel = await connection.createChannel();
  // The refusal is thrown by the call that caused it; the event would only end the process.
  channel.on('error', () => undefined);
  const result = await work(channel);
  await channel.close();
  return result;
}

/**
 * Lets one connection at a time declare streams: RabbitMQ 3.10 crashes the connection of who publishes to a stream that
 * another one is just declaring. The lock is an exclusive queue, so it goes with the connection that holds it.
 */
async function alone(connection: ChannelModel, work: (channel: Channel) => Promise<void>): Promise<void> {
  while (!(await takeLock(connection))) await sleep(LOCK_POLL_MS);
  try {
    await onThrowAwayChannel(connection, work);
  } finally {
    await onThrowAwayChannel(connection, (channel) => channel.deleteQueue(LOCK_QUEUE));
  }
}

async function takeLock(connection: ChannelModel): Promise<boolean> {
  try {
    const lock = { exclusive: true, durable: false };
    await onThrowAwayChannel(connection, (channel) => channel.assertQueue(LOCK_QUEUE, lock));
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === RESOURCE_LOCKED) return false;
    throw error;
  }
}
