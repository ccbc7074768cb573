import { Logger } from '@nestjs/common';

import { assertSendable } from '../limits';
import type { BusMessage, LogRecord, PartitionedLog, Subscription } from '../message-bus';
import { assertPartition, partitionOf } from '../partitioning';
import type { PgLink } from './pg-link';
import { PgLogReader } from './pg-log-reader';
import type { PgNotifier } from './pg-notifier';
import type { PgPublisher } from './pg-publisher';

/** Retention runs when a partition has outgrown its size by this part of it. */
const TRIM_EVERY = 16;

/**
 * The row of the partition is locked until the commit, so appends to it follow each other and no reader can see an
 * offset before the smaller ones. The bodies travel as one value: an array of them would be sent as text of double size.
 */
const APPEND = `
  with head as (
    insert into bus.log_partition as p (log, partition, next_offset, bytes)
    values ($1, $2, cardinality($3::text[]), octet_length($5::bytea))
    on conflict (log, partition) do update
      set next_offset = p.next_offset + excluded.next_offset, bytes = p.bytes + excluded.bytes
    returning next_offset - cardinality($3::text[]) as first, bytes - octet_length($5::bytea) as position, bytes),
  added as (
    insert into bus.log_record (log, partition, "offset", position, id, headers, body)
    select $1, $2, first + nr - 1, position + start, id, header::jsonb, substring($5::bytea from start + 1 for size)
    from head, unnest($3::text[], $4::text[], $6::integer[], $7::integer[]) with ordinality
      as record (id, header, start, size, nr))
  select bytes::text from head`;

const TRIM = `
  delete from bus.log_record where log = $1 and partition = $2 and "offset" < (
    select "offset" from bus.log_record where log = $1 and partition = $2 and position >= $3
    order by "offset" limit 1)`;

export interface PgLogContext {
  readonly link: PgLink;
  readonly publisher: PgPublisher;
  readonly notifier: PgNotifier;
}

export interface PgLogSpec {
  readonly name: string;
  readonly partitions: number;
  readonly maxBytesPerPartition: number;
}

/** A log as a table; offsets count from 0 without gaps. */
export class PgLog implements PartitionedLog {
  private readonly logger = new Logger(PgLog.name);
  /** Up to where in bytes a partition is known to be trimmed. */
  private readonly trimmed = new Map<number, number>();

  constructor(
    private readonly context: PgLogContext,
    private readonly spec: PgLogSpec,
    private readonly keep: (reader: PgLogReader) => Subscription,
  ) {}

  get partitions(): number {
    return this.spec.partitions;
  }

  async append(key: string, messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    messages.forEach(assertSendable);
    const partition = partitionOf(key, this.partitions);
    const { link, publisher, notifier } = this.context;
    const values = [this.spec.name, partition, ...columns(messages)];
    const query = { name: 'bus-append', text: APPEND, values };
    const { rows } = await publisher.within(() => link.durably<{ bytes: string }>(query));
    notifier.wake(this.place(partition));
    await this.trim(partition, Number(rows[0]?.bytes ?? 0));
  }

  read(
    partition: number,
    fromOffset: number,
    handler: (records: readonly LogRecord[]) => Promise<void>,
  ): Promise<Subscription> {
    assertPartition(partition, this.partitions);
    const plan = { log: this.spec.name, place: this.place(partition), partition, fromOffset, handler };
    return Promise.resolve(this.keep(new PgLogReader(this.context.link, plan)));
  }

  private place(partition: number): string {
    return `log:${this.spec.name}.${partition}`;
  }

  /** What was appended is safe whether this works or not; the next append tries it again. */
  private async trim(partition: number, bytes: number): Promise<void> {
    const { name, maxBytesPerPartition } = this.spec;
    const oldest = bytes - maxBytesPerPartition;
    const due = (this.trimmed.get(partition) ?? 0) + maxBytesPerPartition / TRIM_EVERY;
    if (oldest < due) return;
    try {
      await this.context.link.quickly({ name: 'bus-trim', text: TRIM, values: [name, partition, oldest] });
      this.trimmed.set(partition, oldest);
    } catch (error) {
      this.logger.warn(`Log ${name}, partition ${partition}: old records not removed: ${(error as Error).message}`);
    }
  }
}

function columns(messages: readonly BusMessage[]): unknown[] {
  let end = 0;
  const starts = messages.map(({ body }) => (end += body.length) - body.length);
  return [
    messages.map(({ id }) => id),
    messages.map(({ headers }) => JSON.stringify(headers)),
    Buffer.concat(messages.map(({ body }) => body)),
    starts,
    messages.map(({ body }) => body.length),
  ];
}
