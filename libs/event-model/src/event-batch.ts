import type { LineFault } from './line-fault';

/** A line that travels although it is no event: it is parked where parked events live. */
export interface FaultyLine extends LineFault {
  /** Line of the batch, from 0. */
  readonly position: number;
}

/**
 * The unit that travels: up to 1,000 events or 1 MiB of NDJSON from one source. Lines are the bytes as they came.
 */
export interface EventBatch {
  /** UUID; the same for a request that is recognised as sent again. */
  readonly id: string;
  /** Name of the source, that is of the key's owner. */
  readonly source: string;
  /** Shipper's way to say things: `json`, `elasticsearch_bulk`, … */
  readonly dialect: string;
  /** IANA zone of the source, for times that name none; UTC when absent. */
  readonly zone?: string;
  /** Tags of the source, for each of its events. */
  readonly tags?: readonly string[];
  /** Which program's records these are, from `/custom/:application`. */
  readonly application?: string;
  /**
   * Which acceptance of the batch this is: the same through redelivery and replay, another one when its sender sends it again.
   * Absent in batches whose front end counted none.
   */
  readonly claim?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly receivedAt: string;
  /** Name of the ingest instance that accepted it. */
  readonly frontend: string;
  /** One id per line, fixed before the queue: the shipper's own made unique per source, else `<batch id>-<position>`. */
  readonly ids: readonly string[];
  /** Lines the front door found to be no events. */
  readonly faults?: readonly FaultyLine[];
  /** Of parked events that are tried again: which one each line is. Such a batch has no claim. */
  readonly retries?: readonly string[];
  /** NDJSON: one line per event, each ended by a newline. */
  readonly lines: Buffer;
}

const NEWLINE = 0x0a;

/** Batch as one message body: a line of JSON with everything but the lines, then the lines. */
export function encodeBatch(batch: EventBatch): Buffer {
  const { lines, ...head } = batch;
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), lines]);
}

/** @throws {SyntaxError} when the body was not made by {@link encodeBatch}. */
export function decodeBatch(body: Buffer): EventBatch {
  const end = body.indexOf(NEWLINE);
  if (end < 0) throw new SyntaxError('A batch starts with a line of JSON; this message has no line.');
  const head = JSON.parse(body.toString('utf8', 0, end)) as Omit<EventBatch, 'lines'>;
  if (typeof head.id !== 'string' || !Array.isArray(head.ids))
    throw new SyntaxError('The first line of the batch has no id or ids.');
  return { ...head, lines: body.subarray(end + 1) };
}

/** The lines of a batch, without their newlines, as views on its bytes. */
export function batchLines(batch: EventBatch): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = batch.lines.indexOf(NEWLINE); end >= 0; end = batch.lines.indexOf(NEWLINE, start)) {
    lines.push(batch.lines.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
