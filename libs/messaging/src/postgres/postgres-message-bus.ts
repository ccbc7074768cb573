import { Deadline } from '../deadline';
import { assertSendable, decodeFact, encodeFact } from '../limits';
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
import { TopicListeners } from '../topic-listeners';
import type { QueueSpec } from '../topology';
import { WorkQueues } from '../work-queues';
import { PgAnswerer } from './pg-answerer';
import { PgConsumer } from './pg-consumer';
import { FACTS_CHANNEL, PgLink } from './pg-link';
import { PgLog } from './pg-log';
import { PgNotifier } from './pg-notifier';
import { PgPublisher, type PublisherLimits } from './pg-publisher';
import { PgQuestions } from './pg-questions';

const LOG_BYTES_PER_PARTITION = 1024 ** 3;
/** How long a message of a killed consumer stays away; long against a pause of the process, short against patience. */
const LEASE_MS = 10_000;
const DEPTH = 'select coalesce(sum(messages), 0)::text as depth from bus.usage where queue = $1';
/** What is leased, or rests before another try, is due later. */
const UNTAKEN = `
  select count(*)::text as depth from (select from bus.message where queue = $1 and due <= now() limit $2) found`;

export interface PostgresBusOptions extends PublisherLimits {
  readonly url: string;
  readonly leaseMs?: number;
  readonly logBytesPerPartition?: number;
}

/** The bus on PostgreSQL, in its own SQL schema `bus`: a table of messages claimed by SKIP LOCKED, woken by NOTIFY. */
export class PostgresMessageBus extends MessageBus {
  private readonly queues: WorkQueues;
  private readonly link: PgLink;
  private readonly publisher: PgPublisher;
  private readonly notifier: PgNotifier;
  private readonly questions: PgQuestions;
  private readonly listeners = new TopicListeners();
  private readonly subscriptions = new Set<Subscription>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly options: PostgresBusOptions,
    queues: readonly QueueSpec[],
  ) {
    super();
    this.queues = new WorkQueues(queues);
    this.link = new PgLink({
      url: options.url,
      queryTimeoutMs: options.publishTimeoutMs,
      queues: this.queues.all().map(({ name }) => name),
    });
    this.publisher = new PgPublisher(this.link, options);
    this.notifier = new PgNotifier(this.link);
    this.questions = new PgQuestions(this.link, this.notifier);
    this.link.on('fact', (text) => {
      const decoded = decodeFact(text);
      if (decoded) this.listeners.tell(decoded.topic, decoded.fact);
    });
  }

  override async publish(queue: string, message: BusMessage): Promise<void> {
    assertSendable(message);
    await this.publisher.publish(this.queues.get(queue), message);
    this.notifier.wake(queue);
  }

  override consume(
    queue: string,
    { prefetch }: ConsumeOptions,
    handler: (delivery: Delivery) => Promise<Disposition>,
  ): Promise<Subscription> {
    const spec = this.queues.get(queue);
    const parkedIn = spec.parkedIn === undefined ? undefined : this.queues.get(spec.parkedIn);
    const leaseMs = this.options.leaseMs ?? LEASE_MS;
    return Promise.resolve(this.keep(new PgConsumer(this.link, { queue: spec, parkedIn, prefetch, leaseMs, handler })));
  }

  override log(name: string, partitions: number): PartitionedLog {
    const { link, publisher, notifier } = this;
    const maxBytesPerPartition = this.options.logBytesPerPartition ?? LOG_BYTES_PER_PARTITION;
    const spec = { name, partitions, maxBytesPerPartition };
    return new PgLog({ link, publisher, notifier }, spec, (reader) => this.keep(reader));
  }

  override async announce(topic: string, fact: unknown): Promise<void> {
    const values = [FACTS_CHANNEL, encodeFact(topic, fact)];
    await this.publisher.within(() => this.link.quickly({ text: 'select pg_notify($1, $2)', values }));
  }

  override async listen(topic: string, handler: (fact: unknown) => void): Promise<Subscription> {
    const stop = this.listeners.add(topic, handler);
    // What is announced after this call returned should be heard, when there is a server at all.
    await this.link.settled(new Deadline(this.options.publishTimeoutMs));
    return { close: () => Promise.resolve(stop()) };
  }

  override async ask(topic: string, question: unknown, limitMs: number): Promise<unknown> {
    const body = encodeQuestion(topic, question);
    return decodeAnswer(topic, await this.questions.ask(topic, body, new Deadline(limitMs)));
  }

  override async answer(topic: string, answerer: Answerer): Promise<Subscription> {
    const subscription = this.keep(new PgAnswerer({ link: this.link, notifier: this.notifier }, topic, answerer));
    await this.link.settled(new Deadline(this.options.publishTimeoutMs));
    return subscription;
  }

  override depth(queue: string): Promise<number> {
    const { name } = this.queues.get(queue);
    return this.count(name, { text: DEPTH, values: [name] });
  }

  override untaken(queue: string, most: number): Promise<number> {
    const { name } = this.queues.get(queue);
    return this.count(name, { text: UNTAKEN, values: [name, most] });
  }

  override health(): BusHealth {
    const detail = this.link.problem ?? '';
    return { isConnected: detail === '', detail };
  }

  override close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    await this.notifier.close();
    await this.link.close();
  }

  private async count(queue: string, query: { readonly text: string; readonly values: unknown[] }): Promise<number> {
    await this.link.assertConnected(new Deadline(this.options.publishTimeoutMs));
    try {
      const { rows } = await this.link.quickly<{ depth: string }>(query);
      return Number(rows[0]?.depth ?? 0);
    } catch (error) {
      throw new BusUnavailable(`PostgreSQL does not tell the depth of ${queue}.`, { cause: error });
    }
  }

  private keep(subscription: Subscription): Subscription {
    this.subscriptions.add(subscription);
    return {
      close: async () => {
        await subscription.close();
        this.subscriptions.delete(subscription);
      },
    };
  }
}
