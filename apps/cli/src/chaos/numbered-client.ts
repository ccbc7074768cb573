import { Agent, request } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';

import { seeded } from './seeded';

const EVENTS_PER_REQUEST = 250;
/** One line in so many is no event, to be parked. */
const BROKEN_EVERY = 997;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const ANSWER_LIMIT_MS = 15_000;

/** Where it sends, and as whom. */
export interface Target {
  readonly url: string;
  readonly ca: Buffer;
  readonly authorization: string;
}

/** What one client did; numbers are those of its events. */
export interface ClientTally {
  attempted: number;
  acknowledged: number;
  requests: number;
  retries: number;
}

/**
 * A shipper that numbers its events and sends each request again, unchanged, until it is answered 200. Those with an even number give
 * their events ids; the others name each request with an `Idempotency-Key`, and some of their lines are no events.
 */
export class NumberedClient {
  readonly tally: ClientTally = { attempted: 0, acknowledged: 0, requests: 0, retries: 0 };
  private readonly agent: Agent;
  private readonly random: () => number;

  constructor(
    private readonly number: number,
    private readonly target: Target,
    seed: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 1, ca: target.ca });
    this.random = seeded(seed * 1_000 + number);
  }

  /** Sends while there is more: `next` says how many events the next request may have. */
  async send(next: (wanted: number) => number): Promise<void> {
    for (let events = next(EVENTS_PER_REQUEST); events > 0; events = next(EVENTS_PER_REQUEST)) {
      await this.sendUntilTaken(events);
    }
    this.agent.destroy();
  }

  private async sendUntilTaken(events: number): Promise<void> {
    const body = this.bodyOf(events);
    const key = `chaos-${this.number}-${this.tally.attempted}`;
    this.tally.attempted += events;
    for (let pause = FIRST_PAUSE_MS; !(await this.isTaken(body, key)); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      this.tally.retries += 1;
      await wait(pause * (0.5 + this.random()));
    }
    this.tally.acknowledged += events;
  }

  private bodyOf(events: number): Buffer {
    const time = new Date().toISOString();
    const lines = Array.from({ length: events }, (_, index) => this.lineOf(this.tally.attempted + index, time));
    return Buffer.from(`${lines.join('\n')}\n`);
  }

  private lineOf(number: number, time: string): string {
    const words = wordsOf(this.number, number);
    if (!this.givesIds) {
      if (number % BROKEN_EVERY === 0) return `{"broken ${words}`;
      return JSON.stringify({ '@timestamp': time, message: words });
    }
    return JSON.stringify({ '@timestamp': time, message: words, 'event.id': words });
  }

  private get givesIds(): boolean {
    return this.number % 2 === 0;
  }

  private isTaken(body: Buffer, key: string): Promise<boolean> {
    this.tally.requests += 1;
    const headers = {
      authorization: this.target.authorization,
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
      ...(this.givesIds ? {} : { 'idempotency-key': key }),
    };
    return new Promise((resolve) => {
      const sent = request(
        `${this.target.url}/events`,
        { method: 'POST', agent: this.agent, headers, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) },
        (answer) => {
          answer.resume();
          answer.once('end', () => resolve(answer.statusCode === 200));
          answer.once('error', () => resolve(false));
          answer.once('close', () => resolve(false));
        },
      );
      sent.once('error', () => resolve(false));
      sent.end(body);
    });
  }
}

/** How an event says which it is. */
export function wordsOf(client: number, number: number): string {
  return `chaos ${client} ${number}`;
}

const WORDS = /chaos (\d+) (\d+)/;

/** Client and number of an event, from its message or the line that is none; `undefined` when it is none of ours. */
export function numberIn(text: string): { readonly client: number; readonly number: number } | undefined {
  const found = WORDS.exec(text);
  return found === null ? undefined : { client: Number(found[1]), number: Number(found[2]) };
}
