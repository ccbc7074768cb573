import { setTimeout as wait } from 'node:timers/promises';

import { decodeBatch } from '@tocsin/event-model';
import { EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { Agent, request } from 'undici';

export const EVENTS_PER_REQUEST = 200;
/** So many that they still send too much while answers are late. */
export const SOAK_CONNECTIONS = 192;
/** An answer that takes longer came late on purpose. */
const LATE_MS = 1_000;
const PADDING = 'x'.repeat(750);

/** Gives out moments at an even rate; one that was missed is not made up for. */
class Pace {
  private nextAt = 0;

  constructor(private readonly intervalMs: number) {}

  async turn(): Promise<void> {
    const at = Math.max(performance.now(), this.nextAt);
    this.nextAt = at + this.intervalMs;
    await wait(Math.max(0, at - performance.now()));
  }
}

/** Posts numbered events at an even rate, as a client that does not send again what was refused. */
export class SoakSender {
  /** Numbers of the requests that were answered 2xx. */
  readonly accepted = new Set<number>();
  refused = 0;
  late = 0;
  private next = 0;

  constructor(
    private readonly url: string,
    private readonly authorization: string,
    private readonly eventsPerSecond: number,
  ) {}

  async sendFor(milliseconds: number): Promise<void> {
    const pace = new Pace((1_000 * EVENTS_PER_REQUEST) / this.eventsPerSecond);
    const dispatcher = new Agent({ connections: SOAK_CONNECTIONS, pipelining: 1 });
    const until = performance.now() + milliseconds;
    const sender = async () => {
      while (performance.now() < until) {
        await pace.turn();
        await this.send(this.next++, dispatcher);
      }
    };
    await Promise.all(Array.from({ length: SOAK_CONNECTIONS }, sender));
    await dispatcher.close();
  }

  private async send(number: number, dispatcher: Agent): Promise<void> {
    const startedAt = performance.now();
    const headers = { authorization: this.authorization };
    const answer = await request(this.url, { method: 'POST', body: bodyOf(number), dispatcher, headers });
    await answer.body.dump();
    if (answer.statusCode < 300) this.accepted.add(number);
    else this.refused += 1;
    if (performance.now() - startedAt > LATE_MS) this.late += 1;
  }
}

/** Takes events out of the queue at an even rate. */
export class SoakConsumer {
  /** Numbers of the requests that came out, in the order they came first. */
  readonly consumed = new Set<number>();
  repeated = 0;
  private readonly pace: Pace;

  constructor(eventsPerSecond: number) {
    this.pace = new Pace((1_000 * EVENTS_PER_REQUEST) / eventsPerSecond);
  }

  async consume(bus: MessageBus): Promise<void> {
    await bus.consume(EVENTS_QUEUE, { prefetch: 16 }, async ({ body }) => {
      await this.pace.turn();
      const number = numberIn(decodeBatch(body).lines);
      if (this.consumed.has(number)) this.repeated += 1;
      this.consumed.add(number);
      return { kind: 'ack' };
    });
  }
}

function bodyOf(number: number): string {
  const line = (position: number) => `{"request":${number},"position":${position},"padding":"${PADDING}"}\n`;
  return Array.from({ length: EVENTS_PER_REQUEST }, (_, position) => line(position)).join('');
}

function numberIn(lines: Buffer): number {
  return (JSON.parse(lines.toString('utf8', 0, lines.indexOf('\n'))) as { request: number }).request;
}
