import { Logger } from '@nestjs/common';
import type { ConfirmChannel, Message, Options } from 'amqplib';

import { Deadline } from '../deadline';
import { Gate } from '../gate';
import { BusUnavailable, QueueFull } from '../message-bus';
import { confirmChannel, KeptChannel } from './kept-channel';
import type { RabbitLink } from './rabbit-link';
import type { RabbitTopology } from './rabbit-topology';

/** Text the client library gives to a confirm callback when the broker said no. */
const NACKED = 'message nacked';
const LOST = 'The connection to RabbitMQ was lost before the confirm; the message may be in the queue or not.';
/**
 * A queue that was deleted is not declared again at once: the broker moves the consumers of the old one over to a new one
 * of the same name if it is there too early, and they hang.
 */
const DECLARE_PAUSE_MS = 1_000;
/** Who waits for a place holds its message in memory, so the line is short. */
const WAITING_PER_PLACE = 4;

export interface Outgoing {
  readonly exchange: string;
  readonly routingKey: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
  /** Is on disk when confirmed, and must have found a queue. */
  readonly isDurable: boolean;
}

export interface PublisherLimits {
  readonly publishTimeoutMs: number;
  readonly maxUnconfirmed: number;
}

/** Sends on one channel with confirms, many under way at once, each answered by its own confirm. */
export class ConfirmPublisher {
  private readonly gate: Gate;
  private readonly kept: KeptChannel<ConfirmChannel>;
  private readonly returned = new Set<string>();
  private readonly logger = new Logger(ConfirmPublisher.name);
  private sequence = 0;
  private declaring: NodeJS.Timeout | undefined;

  constructor(
    private readonly link: RabbitLink,
    private readonly topology: RabbitTopology,
    private readonly limits: PublisherLimits,
  ) {
    this.gate = new Gate(limits.maxUnconfirmed, limits.maxUnconfirmed * WAITING_PER_PLACE);
    this.kept = new KeptChannel(link, {
      job: 'publishing',
      create: confirmChannel,
      setUp: async (channel, _lost, connection) => {
        channel.on('return', (message: Message) => this.returned.add(String(message.properties.correlationId)));
        // The broker closes the channel when the exchange is missing.
        channel.on('error', () => topology.forget());
        await topology.declare(connection);
      },
    });
  }

  get problem(): string | undefined {
    return this.link.problem ?? this.kept.problem;
  }

  /**
   * Resolves on the confirm of this message.
   * @throws {BusUnavailable | QueueFull}
   */
  async send(outgoing: Outgoing): Promise<void> {
    const deadline = new Deadline(this.limits.publishTimeoutMs);
    await this.kept.get(deadline);
    this.assertTakesMessages();
    await this.gate.enter(deadline, (why) => new BusUnavailable(`RabbitMQ takes messages too slowly: ${why}.`));
    // The channel may have gone while this message waited for its place.
    const { channel } = this.kept;
    if (channel) return this.transmit(channel, outgoing, deadline);
    this.gate.leave();
    throw new BusUnavailable(this.problem ?? LOST);
  }

  /**
   * Makes sure that what the bus needs is there.
   * @throws {BusUnavailable}
   */
  async declare(): Promise<void> {
    const deadline = new Deadline(this.limits.publishTimeoutMs);
    await this.kept.get(deadline);
    this.assertTakesMessages();
    const { connection } = this.link;
    if (connection) await deadline.race(this.topology.declare(connection), () => new BusUnavailable(LOST));
  }

  close(): Promise<void> {
    clearTimeout(this.declaring);
    return this.kept.close();
  }

  private declareSoon(): void {
    this.declaring ??= setTimeout(() => {
      this.declaring = undefined;
      this.topology.forget();
      this.declare().catch((reason: Error) => this.logger.error(`A queue is missing: ${reason.message}`));
    }, DECLARE_PAUSE_MS);
  }

  private assertTakesMessages(): void {
    // A blocked broker reads nothing more: what we write would only pile up here.
    if (this.link.problem !== undefined) throw new BusUnavailable(this.link.problem);
  }

  private transmit(channel: ConfirmChannel, outgoing: Outgoing, deadline: Deadline): Promise<void> {
    this.sequence += 1;
    const tag = String(this.sequence);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new BusUnavailable('RabbitMQ did not confirm in time; the message may be in the queue or not.')),
        deadline.remainingMs,
      );
      // The place is free only now, not at the time limit: until then the message sits in a buffer of ours or the broker's.
      const onConfirm = (error: Error | null): void => {
        clearTimeout(timer);
        this.gate.leave();
        const refusal = this.refusal(error, tag, outgoing);
        if (refusal) reject(refusal);
        else resolve();
      };
      try {
        channel.publish(outgoing.exchange, outgoing.routingKey, outgoing.body, properties(outgoing, tag), onConfirm);
      } catch (error) {
        onConfirm(error as Error);
      }
    });
  }

  private refusal(error: Error | null, tag: string, outgoing: Outgoing): Error | undefined {
    // A message without a queue is returned first and confirmed then, so the confirm alone says nothing.
    const isUnroutable = this.returned.delete(tag);
    if (error?.message === NACKED) {
      return new QueueFull(`RabbitMQ refused message ${outgoing.id}: queue ${outgoing.routingKey} is full.`);
    }
    if (error) return new BusUnavailable(`${LOST} (${error.message})`, { cause: error });
    if (!isUnroutable) return undefined;
    this.declareSoon();
    return new BusUnavailable(`RabbitMQ has no queue ${outgoing.routingKey}; it is being declared again.`);
  }
}

function properties(outgoing: Outgoing, tag: string): Options.Publish {
  return {
    messageId: outgoing.id,
    // Only names this publish, so that a return can be told from that of the same message sent twice.
    correlationId: tag,
    headers: { ...outgoing.headers },
    persistent: outgoing.isDurable,
    mandatory: outgoing.isDurable,
  };
}
