import type { Delivery } from '../message-bus';
import type { WorkQueue } from '../work-queues';
import type { PgLink } from './pg-link';
import { USAGE_SHARDS } from './pg-schema';

/**
 * A message that is ours until its lease ends. The attempt tells our claim from a later one of somebody else; a server that
 * crashed may have forgotten our claim, and then the attempt in the table is a smaller one.
 */
export interface Claim {
  readonly seq: string;
  readonly delivery: Delivery;
}

const CLAIM = `
  update bus.message m set attempts = attempts + 1, due = now() + $3 * interval '1 millisecond'
  from (select seq from bus.message where queue = $1 and due <= now() order by due, seq limit $2
        for update skip locked) next
  where m.seq = next.seq
  returning m.seq::text, m.attempts, m.id, m.headers, m.body`;

const RENEW = `
  update bus.message m set attempts = held.attempts, due = now() + $3 * interval '1 millisecond'
  from unnest($1::bigint[], $2::integer[]) held (seq, attempts)
  where m.seq = held.seq and m.attempts <= held.attempts`;

/** Whoever else has claimed the message since: the work is done, so it goes. */
const ACK = `
  with gone as (delete from bus.message where seq = any($1::bigint[]) returning octet_length(body) as size)
  update bus.usage set bytes = bytes - coalesce((select sum(size) from gone), 0),
                       messages = messages - (select count(*) from gone)
  where queue = $2 and shard = $3`;

const RETRY = `
  update bus.message set attempts = $2, due = now() + $3 * interval '1 millisecond' where seq = $1 and attempts <= $2`;

const PARK = `
  with room as (select sum(bytes) + $7 <= $8 as ok from bus.usage where queue = $4),
  moved as (
    update bus.message set queue = $4, headers = $5::jsonb, attempts = 0, due = now()
    where seq = $1 and attempts <= $2 and (select ok from room) returning seq),
  less as (
    update bus.usage set bytes = bytes - $7, messages = messages - 1
    where queue = $3 and shard = $6 and exists (select from moved)),
  more as (
    update bus.usage set bytes = bytes + $7, messages = messages + 1
    where queue = $4 and shard = $6 and exists (select from moved))
  select ok from room`;

interface ClaimedRow {
  readonly seq: string;
  readonly attempts: number;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** The statements by which one queue's messages are taken and given back. */
export class PgClaims {
  private shard = 0;

  constructor(
    private readonly link: PgLink,
    private readonly queue: WorkQueue,
    private readonly leaseMs: number,
  ) {}

  /** Up to `limit` messages that are due, oldest first; none of them is delivered elsewhere while its lease is renewed. */
  async take(limit: number): Promise<Claim[]> {
    const values = [this.queue.name, limit, this.leaseMs];
    const { rows } = await this.link.quickly<ClaimedRow>({ name: 'bus-claim', text: CLAIM, values });
    const claims = rows.map(({ seq, attempts, id, headers, body }) => ({
      seq,
      delivery: { id, headers, body, attempt: attempts },
    }));
    return claims.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
  }

  async renew(claims: readonly Claim[]): Promise<void> {
    const values = [claims.map(({ seq }) => seq), claims.map(({ delivery }) => delivery.attempt), this.leaseMs];
    await this.link.quickly({ name: 'bus-renew', text: RENEW, values });
  }

  async acknowledge(seqs: readonly string[]): Promise<void> {
    await this.link.quickly({ name: 'bus-ack', text: ACK, values: [seqs, this.queue.name, this.nextShard()] });
  }

  async retry({ seq, delivery }: Claim, afterMs: number): Promise<void> {
    await this.link.quickly({ name: 'bus-retry', text: RETRY, values: [seq, delivery.attempt, afterMs] });
  }

  /** Moves the message to another queue. False when that one is full. */
  async park({ seq, delivery }: Claim, target: WorkQueue, headers: Record<string, string>): Promise<boolean> {
    const { attempt, body } = delivery;
    const queues = [this.queue.name, target.name];
    const values = [seq, attempt, ...queues, JSON.stringify(headers), this.nextShard(), body.length, target.maxBytes];
    const { rows } = await this.link.quickly<{ ok: boolean }>({ name: 'bus-park', text: PARK, values });
    return rows[0]?.ok ?? false;
  }

  private nextShard(): number {
    this.shard = (this.shard + 1) % USAGE_SHARDS;
    return this.shard;
  }
}
