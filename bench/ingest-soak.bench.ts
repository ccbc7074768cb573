import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';

import { startFrontEnd, type FrontEnd } from './front-end';
import { EVENTS_PER_REQUEST, SOAK_CONNECTIONS, SoakConsumer, SoakSender } from './soak-load';

const CONSUMED_PER_SECOND = 4_000;
const SENT_PER_SECOND = 2 * CONSUMED_PER_SECOND;
/** With its padding. */
const BYTES_PER_EVENT = 830;
const MIB = 1024 ** 2;
/** Queue and spool hold this part of what is sent too much: the queue is full after a quarter of the time, the spool after half. */
const PART = 1 / 4;
const DRAIN_LIMIT_MS = 600_000;
const PAGE_BYTES = 4_096;

interface Task {
  readonly enginesDir: string;
  readonly minutes: number;
}

/**
 * Sends twice as much as is consumed: the queue fills, then the spool, then answers come late, then requests are refused. When
 * the sending ends all that was accepted has to come out, with no restart of anything.
 */
async function main({ enginesDir, minutes }: Task): Promise<void> {
  const roomBytes = Math.round(minutes * 60 * (SENT_PER_SECOND - CONSUMED_PER_SECOND) * BYTES_PER_EVENT * PART);
  const frontEnd = await startFrontEnd(enginesDir, {
    TOCSIN_INGEST_SPOOL_BYTES: String(roomBytes),
    TOCSIN_INGEST_MAX_REQUESTS_PER_SOURCE: String(SOAK_CONNECTIONS),
  });
  await limitQueue(frontEnd.managementUrl, roomBytes);
  const bus = createMessageBus({
    kind: 'rabbitmq',
    url: frontEnd.brokerUrl,
    publishTimeoutMs: 5_000,
    maxUnconfirmed: 64,
  });
  const sender = new SoakSender(`${frontEnd.ingestUrl}/events`, frontEnd.authorization, SENT_PER_SECOND);
  const consumer = new SoakConsumer(CONSUMED_PER_SECOND);
  const watch = new Watch(frontEnd, bus, sender, consumer);
  try {
    await consumer.consume(bus);
    const watching = watch.run((minutes * 60_000) / 24);
    await sender.sendFor(minutes * 60_000);
    await drained(sender, consumer);
    watch.stop();
    await watching;
    process.send?.({ ...outcome(sender, consumer), ...watch.memory() });
  } finally {
    await bus.close();
    await frontEnd.stop();
  }
}

/** A policy may make the queue smaller than it was declared. */
async function limitQueue(managementUrl: string, bytes: number): Promise<void> {
  const { username, password, origin } = new URL(managementUrl);
  const answer = await fetch(`${origin}/api/policies/%2F/soak`, {
    method: 'PUT',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    body: JSON.stringify({
      pattern: `^${EVENTS_QUEUE}$`,
      definition: { 'max-length-bytes': bytes },
      'apply-to': 'queues',
    }),
  });
  if (!answer.ok) throw new Error(`the queue could not be limited: ${answer.status} ${await answer.text()}`);
}

async function drained(sender: SoakSender, consumer: SoakConsumer): Promise<void> {
  const until = performance.now() + DRAIN_LIMIT_MS;
  while (missing(sender, consumer) > 0 && performance.now() < until) await wait(500);
}

function missing({ accepted }: SoakSender, { consumed }: SoakConsumer): number {
  return [...accepted].filter((number) => !consumed.has(number)).length;
}

function outcome(sender: SoakSender, consumer: SoakConsumer): Record<string, number> {
  return {
    acceptedEvents: sender.accepted.size * EVENTS_PER_REQUEST,
    consumedEvents: consumer.consumed.size * EVENTS_PER_REQUEST,
    lostEvents: missing(sender, consumer) * EVENTS_PER_REQUEST,
    repeatedBatches: consumer.repeated,
    lateAnswers: sender.late,
    refusedRequests: sender.refused,
  };
}

/** Prints a line now and then. */
class Watch {
  private readonly rss: number[] = [];
  private readonly startedAt = performance.now();
  private readonly stopped = new AbortController();

  constructor(
    private readonly frontEnd: FrontEnd,
    private readonly bus: MessageBus,
    private readonly sender: SoakSender,
    private readonly consumer: SoakConsumer,
  ) {}

  async run(everyMs: number): Promise<void> {
    const { signal } = this.stopped;
    print(['seconds', 'RSS MiB', 'queued', 'spool MiB', 'accepted', 'consumed', 'late', 'refused']);
    while (!signal.aborted) {
      await wait(everyMs, undefined, { signal }).catch(() => undefined);
      print(await this.figures());
    }
  }

  stop(): void {
    this.stopped.abort();
  }

  /** Of ingest, once it is warm. */
  memory(): Record<string, number> {
    const warm = this.rss.slice(Math.ceil(this.rss.length / 8)).toSorted((one, other) => one - other);
    const at = (part: number) => Math.round((warm[Math.floor((warm.length - 1) * part)] ?? 0) / MIB);
    return { rssLowestMib: at(0), rssMedianMib: at(0.5), rssHighestMib: at(1) };
  }

  private async figures(): Promise<readonly number[]> {
    const { sender, consumer } = this;
    const rss = residentBytes(this.frontEnd.ingestPid);
    this.rss.push(rss);
    const metrics = await (await fetch(`${this.frontEnd.ingestUrl}/metrics`)).text();
    const spool = Number(/^tocsin_ingest_spool_bytes (\d+)$/m.exec(metrics)?.[1] ?? 0);
    return [
      (performance.now() - this.startedAt) / 1_000,
      rss / MIB,
      await this.bus.depth(EVENTS_QUEUE),
      spool / MIB,
      sender.accepted.size * EVENTS_PER_REQUEST,
      consumer.consumed.size * EVENTS_PER_REQUEST,
      sender.late,
      sender.refused,
    ];
  }
}

function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
}

function print(cells: readonly (string | number)[]): void {
  const texts = cells.map((cell) => (typeof cell === 'number' ? Math.round(cell).toLocaleString('en') : cell));
  process.stderr.write(`${texts.map((text) => text.padStart(11)).join('')}\n`);
}

Logger.overrideLogger(['error', 'warn']);
process.once('message', (task) => {
  void main(task as Task).then(() => process.disconnect());
});
