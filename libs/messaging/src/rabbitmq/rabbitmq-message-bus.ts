import { Deadline } from '../deadline';
import { assertSendable, encodeFact } from '../limits';
import {
  BusUnavailable,
  MessageBus,
  type Answerer,
  type BusHealth,
  type BusMessage,
  type ConsumeOptions,
  type Delivery,
  type Disposition,
  type PartitionedLog,
  type Subscription,
} from '../message-bus';
import { decodeAnswer, encodeQuestion } from '../questions';
import type { QueueSpec } from '../topology';
import { TopicListeners } from '../topic-listeners';
import { WorkQueues } from '../work-queues';
import { ConfirmPublisher, type PublisherLimits } from './confirm-publisher';
import { RabbitAnswerer } from './rabbit-answerer';
import { RabbitConsumer, type ConsumerContext } from './rabbit-consumer';
import { RabbitFacts } from './rabbit-facts';
import { RabbitLink } from './rabbit-link';
import { RabbitLog } from './rabbit-log';
import type { RabbitLogReader } from './rabbit-log-reader';
import { RabbitQuestions } from './rabbit-questions';
import { FACTS_EXCHANGE, onThrowAwayChannel, RabbitTopology } from './rabbit-topology';

const LOG_BYTES_PER_PARTITION = 1024 ** 3;

export interface RabbitMqOptions extends PublisherLimits {
  readonly url: string;
}

/**
 * The bus on RabbitMQ: quorum queues, streams and one fan-out exchange. Publishing and consuming have a connection each,
 * because a broker in alarm stops reading from publishers, and then it must still get the acks that relieve it.
 */
export class RabbitMqMessageBus extends MessageBus {
  private readonly queues: WorkQueues;
  private readonly topology: RabbitTopology;
  private readonly publishing: RabbitLink;
  private readonly consuming: RabbitLink;
  private readonly publisher: ConfirmPublisher;
  private readonly subscriptions = new Set<RabbitAnswerer | RabbitConsumer | RabbitLogReader>();
  private readonly listeners = new TopicListeners();
  private readonly logs = new Map<string, RabbitLog>();
  private facts: RabbitFacts | undefined;
  private questions: RabbitQuestions | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly options: RabbitMqOptions,
    queues: readonly QueueSpec[],
  ) {
    super();
    this.queues = new WorkQueues(queues);
    this.topology = new RabbitTopology(this.queues.all());
    this.publishing = new RabbitLink('publisher', options.url);
    this.consuming = new RabbitLink('consumer', options.url);
    this.publisher = new ConfirmPublisher(this.publishing, this.topology, options);
  }

  override async publish(queue: string, message: BusMessage): Promise<void> {
    assertSendable(message);
    const routingKey = this.queues.get(queue).name;
    await this.publisher.send({ exchange: '', routingKey, ...message, isDurable: true });
  }

  override consume(
    queue: string,
    { prefetch }: ConsumeOptions,
    handler: (delivery: Delivery) => Promise<Disposition>,
  ): Promise<Subscription> {
    const consumer = new RabbitConsumer(this.context, { queue: this.queues.get(queue), prefetch, handler });
    return Promise.resolve(this.keep(consumer));
  }

  override log(name: string, partitions: number): PartitionedLog {
    const known = this.logs.get(name);
    if (known?.partitions === partitions) return known;
    if (known) throw new RangeError(`Log ${name} has ${known.partitions} partitions here, not ${partitions}.`);
    const spec = { name, partitions, maxBytesPerPartition: LOG_BYTES_PER_PARTITION };
    const log = new RabbitLog(this.context, spec, (reader) => this.keep(reader));
    this.logs.set(name, log);
    return log;
  }

  override async announce(topic: string, fact: unknown): Promise<void> {
    const body = Buffer.from(encodeFact(topic, fact));
    await this.publisher.send({
      exchange: FACTS_EXCHANGE,
      routingKey: '',
      id: '',
      headers: {},
      body,
      isDurable: false,
    });
  }

  override async listen(topic: string, handler: (fact: unknown) => void): Promise<Subscription> {
    const stop = this.listeners.add(topic, handler);
    this.facts ??= new RabbitFacts(this.context, (name, fact) => this.listeners.tell(name, fact));
    // What is announced after this call returned should be heard, when there is a broker at all.
    await this.facts.kept.settled(new Deadline(this.options.publishTimeoutMs));
    return { close: () => Promise.resolve(stop()) };
  }

  override async ask(topic: string, question: unknown, limitMs: number): Promise<unknown> {
    const body = encodeQuestion(topic, question);
    // On the publishers' connection: an alarm that stops them must not stop the acks of the consumers.
    this.questions ??= new RabbitQuestions(this.publishing);
    return decodeAnswer(topic, await this.questions.ask(topic, body, new Deadline(limitMs)));
  }

  override async answer(topic: string, answerer: Answerer): Promise<Subscription> {
    const subscription = new RabbitAnswerer(this.context, topic, answerer);
    await subscription.kept.settled(new Deadline(this.options.publishTimeoutMs));
    return this.keep(subscription);
  }

  /** RabbitMQ tells what waits; what is under way is known for this process only. */
  override async depth(queue: string): Promise<number> {
    return (await this.waiting(queue)) + this.underWay(queue);
  }

  override async untaken(queue: string, most: number): Promise<number> {
    return Math.min(await this.waiting(queue), most);
  }

  override health(): BusHealth {
    const problems = [
      this.publisher.problem,
      this.consuming.problem,
      ...[...this.subscriptions].map((subscription) => subscription.problem),
    ];
    const detail = problems.find((problem) => problem !== undefined) ?? '';
    return { isConnected: detail === '', detail };
  }

  override close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    // Together: a broker that says nothing makes each of them wait.
    await Promise.all([this.facts?.kept.close(), this.questions?.kept.close(), this.publisher.close()]);
    await Promise.all([this.consuming.close(), this.publishing.close()]);
  }

  private get context(): ConsumerContext {
    return { link: this.consuming, topology: this.topology, publisher: this.publisher };
  }

  private async waiting(queue: string): Promise<number> {
    const { name } = this.queues.get(queue);
    const deadline = new Deadline(this.options.publishTimeoutMs);
    try {
      return await deadline.race(this.askWaiting(name), () => new Error('no answer in time'));
    } catch (error) {
      const why = this.consuming.problem ?? (error as Error).message;
      throw new BusUnavailable(`RabbitMQ does not tell the depth of ${name}: ${why}`, { cause: error });
    }
  }

  /** Asked on the consumers' connection: an alarm makes the broker deaf for the publishers'. */
  private async askWaiting(queue: string): Promise<number> {
    const { connection } = this.consuming;
    if (!connection) throw new Error('not connected');
    return onThrowAwayChannel(connection, async (channel) => (await channel.checkQueue(queue)).messageCount);
  }

  private underWay(queue: string): number {
    let sum = 0;
    for (const subscription of this.subscriptions) {
      if (subscription instanceof RabbitConsumer && subscription.queue === queue) sum += subscription.underWay;
    }
    return sum;
  }

  private keep<T extends RabbitAnswerer | RabbitConsumer | RabbitLogReader>(subscription: T): Subscription {
    this.subscriptions.add(subscription);
    return {
      close: async () => {
        await subscription.close();
        this.subscriptions.delete(subscription);
      },
    };
  }
}
