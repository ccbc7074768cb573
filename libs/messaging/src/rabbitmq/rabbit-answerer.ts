import { Logger } from '@nestjs/common';
import type { Channel, ConsumeMessage } from 'amqplib';

import type { Answerer, Subscription } from '../message-bus';
import { answerTo, QUESTIONS_AT_ONCE } from '../questions';
import { KeptChannel, plainChannel } from './kept-channel';
import type { ConsumerContext } from './rabbit-consumer';
import { QUESTION_HEADER, questionsQueue } from './rabbit-questions';

/** The queue goes with its last answerer; this is for one that lost them all together with its broker. */
const UNUSED_MS = 60_000;

/** Answers the questions of one topic, through outages of the broker. */
export class RabbitAnswerer implements Subscription {
  readonly kept: KeptChannel<Channel>;
  private readonly logger = new Logger(RabbitAnswerer.name);
  private readonly working = new Set<Promise<void>>();
  private consumerTag: string | undefined;

  constructor(
    private readonly context: ConsumerContext,
    private readonly topic: string,
    private readonly answerer: Answerer,
  ) {
    this.kept = new KeptChannel(context.link, {
      job: `answering ${topic}`,
      create: plainChannel,
      setUp: (channel) => this.start(channel),
    });
  }

  get problem(): string | undefined {
    return this.kept.problem;
  }

  async close(): Promise<void> {
    const { channel } = this.kept;
    if (channel && this.consumerTag !== undefined) await channel.cancel(this.consumerTag).catch(() => undefined);
    await Promise.all(this.working);
    await this.kept.close();
  }

  private async start(channel: Channel): Promise<void> {
    const { queue } = await channel.assertQueue(questionsQueue(this.topic), {
      durable: true,
      autoDelete: true,
      arguments: { 'x-queue-type': 'classic', 'x-expires': UNUSED_MS },
    });
    await channel.prefetch(QUESTIONS_AT_ONCE);
    const onMessage = (message: ConsumeMessage | null): void => {
      if (!message) return this.kept.reopen();
      const work = this.handle(channel, message).finally(() => this.working.delete(work));
      this.working.add(work);
    };
    ({ consumerTag: this.consumerTag } = await channel.consume(queue, onMessage));
  }

  private async handle(channel: Channel, message: ConsumeMessage): Promise<void> {
    const { messageId, replyTo } = message.properties as { readonly messageId: unknown; readonly replyTo: unknown };
    const body = await answerTo(this.topic, message.content, this.answerer);
    const headers = { [QUESTION_HEADER]: String(messageId) };
    try {
      channel.ack(message);
      const outgoing = { exchange: '', routingKey: String(replyTo), id: '', headers, body, isDurable: false };
      await this.context.publisher.send(outgoing);
    } catch (error) {
      // Who asked waits no longer than his limit.
      this.logger.warn(`An answer on '${this.topic}' did not leave: ${(error as Error).message}`);
    }
  }
}
