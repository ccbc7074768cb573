import { Deadline } from '../deadline';
import { Gate } from '../gate';
import { BusUnavailable, QueueFull, type BusMessage } from '../message-bus';
import type { WorkQueue } from '../work-queues';
import type { PgLink } from './pg-link';
import { USAGE_SHARDS } from './pg-schema';

const WAITING_PER_PLACE = 4;

/** Adds nothing when the queue would grow beyond its limit. Publishers that commit at the same time may exceed it by what they carry. */
const INSERT = `
  with room as (
    update bus.usage set bytes = bytes + $5, messages = messages + 1
    where queue = $1 and shard = $6 and (select sum(bytes) from bus.usage where queue = $1) + $5 <= $7
    returning queue)
  insert into bus.message (queue, id, headers, body) select queue, $2, $3::jsonb, $4 from room`;

export interface PublisherLimits {
  readonly publishTimeoutMs: number;
  readonly maxUnconfirmed: number;
}

/** Puts what others give it on the disk of PostgreSQL, a bounded number at once, each within the time limit. */
export class PgPublisher {
  private readonly gate: Gate;
  private shard = 0;

  constructor(
    private readonly link: PgLink,
    private readonly limits: PublisherLimits,
  ) {
    this.gate = new Gate(limits.maxUnconfirmed, limits.maxUnconfirmed * WAITING_PER_PLACE);
  }

  /** @throws {BusUnavailable | QueueFull} */
  async publish(queue: WorkQueue, message: BusMessage): Promise<void> {
    this.shard = (this.shard + 1) % USAGE_SHARDS;
    const { id, headers, body } = message;
    const values = [queue.name, id, JSON.stringify(headers), body, body.length, this.shard, queue.maxBytes];
    const { rowCount } = await this.within(() => this.link.durably({ name: 'bus-publish', text: INSERT, values }));
    if (rowCount === 0) throw new QueueFull(`Queue ${queue.name} is full: it holds ${queue.maxBytes} bytes at most.`);
  }

  /** Runs a durable statement with a place and a time limit. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    const deadline = new Deadline(this.limits.publishTimeoutMs);
    await this.link.assertConnected(deadline);
    await this.gate.enter(deadline, (why) => new BusUnavailable(`PostgreSQL takes messages too slowly: ${why}.`));
    // The place is free when the statement has ended, which can be later than the answer.
    const working = work().finally(() => this.gate.leave());
    try {
      return await deadline.race(working, () => new Error('no answer in time'));
    } catch (error) {
      const text = `PostgreSQL did not confirm: ${(error as Error).message}; the message may be in the queue or not.`;
      throw new BusUnavailable(text, { cause: error });
    }
  }
}
