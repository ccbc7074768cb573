import { Logger } from '@nestjs/common';

import { Latch } from '../latch';
import type { Answerer, Subscription } from '../message-bus';
import { answerTo, QUESTIONS_AT_ONCE } from '../questions';
import type { PgLink } from './pg-link';
import type { PgNotifier } from './pg-notifier';
import { answerPlace, questionsPlace } from './pg-questions';

/** What a lost wake-up costs at most. */
const POLL_MS = 1_000;

const TAKE = `
  update bus.question set is_taken = true
  where id in (select id from bus.question where topic = $1 and not is_taken and until > now()
               limit $2 for update skip locked)
  returning id::text, body`;
/** The row of who waits no longer is gone, and the answer with it. */
const ANSWER = 'update bus.question set answer = $2 where id = $1';

interface TakenRow {
  readonly id: string;
  readonly body: Buffer;
}

/** Answers the questions of one topic, through outages of the server. */
export class PgAnswerer implements Subscription {
  private readonly logger = new Logger(PgAnswerer.name);
  private readonly latch = new Latch();
  private readonly working = new Set<Promise<void>>();
  private readonly running: Promise<void>;
  private readonly onWork = (place: string): void => {
    if (place === questionsPlace(this.topic)) this.latch.wake();
  };
  private isClosing = false;

  constructor(
    private readonly parts: { readonly link: PgLink; readonly notifier: PgNotifier },
    private readonly topic: string,
    private readonly answerer: Answerer,
  ) {
    parts.link.on('work', this.onWork);
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.latch.wake();
    await this.running;
    await Promise.all(this.working);
    this.parts.link.off('work', this.onWork);
  }

  private async run(): Promise<void> {
    while (!this.isClosing) {
      const room = QUESTIONS_AT_ONCE - this.working.size;
      const taken = room > 0 ? await this.take(room) : [];
      for (const question of taken) this.start(question);
      if (taken.length < room || room === 0) await this.latch.wait(POLL_MS);
    }
  }

  private async take(limit: number): Promise<readonly TakenRow[]> {
    if (this.parts.link.problem !== undefined) return [];
    try {
      const values = [this.topic, limit];
      return (await this.parts.link.quickly<TakenRow & Record<string, unknown>>({ text: TAKE, values })).rows;
    } catch (error) {
      this.logger.warn(`No questions taken on '${this.topic}': ${(error as Error).message}`);
      return [];
    }
  }

  private start(question: TakenRow): void {
    const work = this.handle(question).finally(() => {
      this.working.delete(work);
      this.latch.wake();
    });
    this.working.add(work);
  }

  private async handle({ id, body }: TakenRow): Promise<void> {
    const answer = await answerTo(this.topic, body, this.answerer);
    try {
      await this.parts.link.quickly({ text: ANSWER, values: [id, answer] });
      this.parts.notifier.wake(answerPlace(id));
    } catch (error) {
      // Who asked waits no longer than his limit.
      this.logger.warn(`An answer on '${this.topic}' did not leave: ${(error as Error).message}`);
    }
  }
}
