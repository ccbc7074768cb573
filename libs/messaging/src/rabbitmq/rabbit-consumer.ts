import { Logger } from '@nestjs/common';
import { IllegalOperationError, type Channel, type ChannelModel, type ConsumeMessage } from 'amqplib';

import { parkedHeaders, tryDelivery, type DeliveryHandler } from '../attempt';
import { BackOff, rest } from '../back-off';
import type { Delivery, Disposition, Subscription } from '../message-bus';
import type { WorkQueue } from '../work-queues';
import { headersForAttempt, toDelivery } from './amqp-message';
import type { ConfirmPublisher, Outgoing } from './confirm-publisher';
import { KeptChannel, plainChannel } from './kept-channel';
import type { RabbitLink } from './rabbit-link';
import type { RabbitTopology } from './rabbit-topology';

const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;

/** What the consumers of one bus share. */
export interface ConsumerContext {
  readonly link: RabbitLink;
  readonly topology: RabbitTopology;
  readonly publisher: ConfirmPublisher;
}

export interface ConsumerPlan {
  readonly queue: WorkQueue;
  readonly prefetch: number;
  readonly handler: DeliveryHandler;
}

/** A delivery and the channel it must be answered on. */
interface Received {
  readonly channel: Channel;
  readonly message: ConsumeMessage;
  readonly delivery: Delivery;
  /** The channel is gone, so the broker delivers again; or the subscription ends. */
  readonly over: AbortSignal;
}

/** One subscription to a work queue, through outages of the broker. */
export class RabbitConsumer implements Subscription {
  private readonly logger = new Logger(RabbitConsumer.name);
  private readonly kept: KeptChannel<Channel>;
  private readonly closing = new AbortController();
  private readonly working = new Set<Promise<void>>();
  private consumerTag: string | undefined;

  constructor(
    private readonly context: ConsumerContext,
    private readonly plan: ConsumerPlan,
  ) {
    this.kept = new KeptChannel(context.link, {
      job: `consuming ${plan.queue.name}`,
      create: plainChannel,
      setUp: (channel, lost, connection) => this.start(channel, lost, connection),
    });
  }

  get queue(): string {
    return this.plan.queue.name;
  }

  get underWay(): number {
    return this.working.size;
  }

  get problem(): string | undefined {
    return this.kept.problem;
  }

  async close(): Promise<void> {
    const { channel } = this.kept;
    // A channel that is just lost has no consumer any more; there is nothing to cancel then.
    if (channel && this.consumerTag !== undefined) await channel.cancel(this.consumerTag).catch(() => undefined);
    this.closing.abort();
    await Promise.all(this.working);
    await this.kept.close();
  }

  private async start(channel: Channel, lost: AbortSignal, connection: ChannelModel): Promise<void> {
    await this.context.topology.declare(connection);
    const over = AbortSignal.any([lost, this.closing.signal]);
    await channel.prefetch(this.plan.prefetch);
    const onMessage = (message: ConsumeMessage | null): void => {
      if (message) this.receive({ channel, message, delivery: toDelivery(message), over });
      else this.onCancelled();
    };
    ({ consumerTag: this.consumerTag } = await channel.consume(this.plan.queue.name, onMessage));
  }

  /** The queue was deleted or its node went away: declare it and consume again. */
  private onCancelled(): void {
    this.logger.warn(`RabbitMQ cancelled the consumer of ${this.queue}; starting it again.`);
    this.context.topology.forget();
    this.kept.reopen();
  }

  private receive(received: Received): void {
    const work = this.process(received).finally(() => this.working.delete(work));
    this.working.add(work);
  }

  private async process(received: Received): Promise<void> {
    const outcome = await tryDelivery(this.plan.queue, received.delivery, this.plan.handler);
    const isSettled = await this.settle(received, outcome);
    // On a dead channel no answer is possible, and none is needed: the broker delivers the message again.
    answer(received, isSettled);
  }

  /** False when the message has to stay in the queue. */
  private async settle({ delivery, over }: Received, outcome: Disposition): Promise<boolean> {
    const { queue } = this.plan;
    if (outcome.kind === 'park') {
      const headers = parkedHeaders(delivery, outcome.reason);
      return this.handOn(outgoing(queue.parkedIn ?? queue.name, delivery, headers), over);
    }
    if (outcome.kind === 'retry') {
      if (!(await rest(outcome.afterMs, over))) return false;
      return this.handOn(outgoing(queue.name, delivery, headersForAttempt(delivery)), over);
    }
    return true;
  }

  /** Sends until it is confirmed: the original is not given up before its successor is safe. */
  private async handOn(message: Outgoing, over: AbortSignal): Promise<boolean> {
    const backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
    while (!over.aborted) {
      try {
        await this.context.publisher.send(message);
        return true;
      } catch (error) {
        this.logger.warn(`Message ${message.id} stays in ${this.queue} for now: ${(error as Error).message}`);
        await rest(backOff.next(), over);
      }
    }
    return false;
  }
}

function outgoing(routingKey: string, delivery: Delivery, headers: Outgoing['headers']): Outgoing {
  return { exchange: '', routingKey, id: delivery.id, headers, body: delivery.body, isDurable: true };
}

function answer({ channel, message }: Received, isSettled: boolean): void {
  try {
    if (isSettled) channel.ack(message);
    else channel.nack(message);
  } catch (error) {
    if (!(error instanceof IllegalOperationError)) throw error;
  }
}
