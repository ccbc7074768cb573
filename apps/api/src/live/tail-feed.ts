import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { tailShownSchema, tailWishSchema, type TailAnswer } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { MessageBus, TAIL_LINES_FACT, TAIL_WANTED_FACT, type Subscription } from '@tocsin/messaging';
import { parseQuery } from '@tocsin/query';

import type { LiveSocket } from './live-socket';

const SAY_AGAIN_MS = 5_000;
/** Workers that were not told again forget the wish: a console that is gone costs them nothing. */
const LASTS_MS = 15_000;
const MAX_TAILS = 30;

interface OpenTail {
  readonly socket: LiveSocket;
  readonly where: string;
}

/** Shows the stream to the consoles that ask for it: tells the workers what is wanted, and each console what they answer. */
@Injectable()
export class TailFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(TailFeed.name);
  private readonly tails = new Map<string, OpenTail>();
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sayAgain(), SAY_AGAIN_MS);
    this.bus
      .listen(TAIL_LINES_FACT, (fact) => this.show(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Live tails cannot be shown: ${String(error)}`));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.subscription?.close();
  }

  /** Hears what the console wants to see, as long as it is open. */
  attach(socket: LiveSocket): void {
    let tail: string | undefined;
    const end = (): void => {
      if (tail !== undefined) this.tails.delete(tail);
    };
    socket.hear('tail.watch', (wish, answer) => {
      end();
      const opened = this.open(socket, wish);
      tail = opened.id;
      if (typeof answer === 'function') (answer as (answer: TailAnswer) => void)(opened.answer);
    });
    socket.hear('tail.end', end);
    socket.onceClosed(end);
  }

  private open(socket: LiveSocket, wish: unknown): { id?: string; answer: TailAnswer } {
    const checked = tailWishSchema.safeParse(wish);
    const reason = checked.success ? problemOf(checked.data.where) : 'The wish is not of its form: {where}.';
    if (!checked.success || reason !== '') return { answer: { ok: false, reason } };
    if (this.tails.size >= MAX_TAILS)
      return { answer: { ok: false, reason: `${MAX_TAILS} people watch the stream already. Try again later.` } };
    const id = randomUUID();
    this.tails.set(id, { socket, where: checked.data.where });
    this.say(id, checked.data.where);
    return { id, answer: { ok: true } };
  }

  private sayAgain(): void {
    for (const [id, { where }] of this.tails) this.say(id, where);
  }

  private say(id: string, where: string): void {
    const untilMs = this.clock.now().getTime() + LASTS_MS;
    this.bus.announce(TAIL_WANTED_FACT, { id, where, untilMs }).catch((error: unknown) => {
      this.log.debug(`The workers could not be told of a live tail: ${String(error)}`);
    });
  }

  private show(fact: unknown): void {
    const shown = tailShownSchema.safeParse(fact);
    if (!shown.success) return;
    const { id, ...lines } = shown.data;
    this.tails.get(id)?.socket.send('tail.lines', lines);
  }
}

/** What is wrong with a query, in words with the place; empty when nothing is. */
function problemOf(where: string): string {
  try {
    if (where.trim() !== '') parseQuery(where);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
