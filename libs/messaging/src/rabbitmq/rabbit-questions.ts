import { randomUUID } from 'node:crypto';

import type { Channel, ConsumeMessage, Message } from 'amqplib';

import type { Deadline } from '../deadline';
import { AnswerTooLate, BusUnavailable, NobodyAnswers } from '../message-bus';
import { KeptChannel, plainChannel } from './kept-channel';
import type { RabbitLink } from './rabbit-link';

/** RabbitMQ brings answers to whoever asked from here without a queue of his: what comes too late goes nowhere. */
const REPLY_TO = 'amq.rabbitmq.reply-to';
/** Header of an answer: the question it is for. */
export const QUESTION_HEADER = 'tocsin-question';

/** Where the answerers of a topic find its questions. */
export function questionsQueue(topic: string): string {
  return `tocsin.questions.${topic}`;
}

interface OpenQuestion {
  resolve(answer: Buffer): void;
  reject(error: Error): void;
}

/** Asks questions on one channel, many under way at once. */
export class RabbitQuestions {
  readonly kept: KeptChannel<Channel>;
  private readonly open = new Map<string, OpenQuestion>();

  constructor(link: RabbitLink) {
    this.kept = new KeptChannel(link, {
      job: 'asking',
      create: plainChannel,
      setUp: (channel, lost) => this.setUp(channel, lost),
    });
  }

  /** @throws {BusUnavailable | NobodyAnswers | AnswerTooLate} */
  async ask(topic: string, body: Buffer, deadline: Deadline): Promise<Buffer> {
    const channel = await this.kept.get(deadline);
    const id = randomUUID();
    const answer = new Promise<Buffer>((resolve, reject) => this.open.set(id, { resolve, reject }));
    try {
      channel.publish('', questionsQueue(topic), body, {
        mandatory: true,
        messageId: id,
        replyTo: REPLY_TO,
        // Nobody waits for the answer after that.
        expiration: Math.ceil(deadline.remainingMs),
      });
      return await deadline.race(answer, () => new AnswerTooLate(`No answer came in time on '${topic}'.`));
    } finally {
      this.open.delete(id);
    }
  }

  private async setUp(channel: Channel, lost: AbortSignal): Promise<void> {
    lost.addEventListener('abort', () => this.giveUp(), { once: true });
    channel.on('return', ({ properties }: Message) => {
      this.open.get(String(properties.messageId))?.reject(new NobodyAnswers('Nobody who could answer is running.'));
    });
    await channel.consume(REPLY_TO, (message) => this.onAnswer(message), { noAck: true });
  }

  private onAnswer(message: ConsumeMessage | null): void {
    const id: unknown = message?.properties.headers?.[QUESTION_HEADER];
    if (message) this.open.get(String(id))?.resolve(message.content);
  }

  private giveUp(): void {
    const error = new BusUnavailable('The connection to RabbitMQ was lost before the answer came.');
    for (const question of this.open.values()) question.reject(error);
  }
}
