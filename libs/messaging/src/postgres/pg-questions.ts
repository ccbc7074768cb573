import { randomUUID } from 'node:crypto';

import type { Deadline } from '../deadline';
import { Latch } from '../latch';
import { AnswerTooLate, BusUnavailable, NobodyAnswers } from '../message-bus';
import type { PgLink } from './pg-link';
import type { PgNotifier } from './pg-notifier';

/** What a lost wake-up costs at most. */
const POLL_MS = 500;
/** A question that nobody took for so long has nobody to take it. */
const TAKEN_WITHIN_MS = 2_000;

/** What those whose asker died left is cleared away by the next. */
const ASK = `
  with over as (delete from bus.question where until < now())
  insert into bus.question (id, topic, body, until) values ($1, $2, $3, now() + $4 * interval '1 millisecond')`;
const LOOK = 'select is_taken, answer from bus.question where id = $1';
const FORGET = 'delete from bus.question where id = $1';

interface QuestionRow {
  readonly is_taken: boolean;
  readonly answer: Buffer | null;
}

/** Names under which those concerned are woken. */
export const questionsPlace = (topic: string): string => `question:${topic}`;
export const answerPlace = (id: string): string => `answer:${id}`;

/** Asks questions by a row each, which is gone when the question is over. */
export class PgQuestions {
  constructor(
    private readonly link: PgLink,
    private readonly notifier: PgNotifier,
  ) {}

  /** @throws {BusUnavailable | NobodyAnswers | AnswerTooLate} */
  async ask(topic: string, body: Buffer, deadline: Deadline): Promise<Buffer> {
    await this.link.assertConnected(deadline);
    const id = randomUUID();
    const latch = new Latch();
    const onWork = (place: string): void => {
      if (place === answerPlace(id)) latch.wake();
    };
    this.link.on('work', onWork);
    try {
      await this.query(ASK, [id, topic, body, deadline.remainingMs]);
      this.notifier.wake(questionsPlace(topic));
      return await this.answerTo(id, topic, deadline, latch);
    } finally {
      this.link.off('work', onWork);
      // One that cannot be deleted now is cleared away later.
      await this.query(FORGET, [id]).catch(() => undefined);
    }
  }

  private async answerTo(id: string, topic: string, deadline: Deadline, latch: Latch): Promise<Buffer> {
    const takenBy = performance.now() + TAKEN_WITHIN_MS;
    while (deadline.remainingMs > 0) {
      await latch.wait(Math.min(POLL_MS, deadline.remainingMs));
      const [row] = await this.query(LOOK, [id]);
      if (row === undefined) throw new BusUnavailable('PostgreSQL lost the question before the answer came.');
      if (row.answer !== null) return row.answer;
      if (!row.is_taken && performance.now() > takenBy) throw new NobodyAnswers('Nobody who could answer is running.');
    }
    throw new AnswerTooLate(`No answer came in time on '${topic}'.`);
  }

  private async query(text: string, values: unknown[]): Promise<readonly QuestionRow[]> {
    try {
      return (await this.link.quickly<QuestionRow & Record<string, unknown>>({ text, values })).rows;
    } catch (error) {
      throw new BusUnavailable(`PostgreSQL does not carry the question: ${(error as Error).message}`, { cause: error });
    }
  }
}
