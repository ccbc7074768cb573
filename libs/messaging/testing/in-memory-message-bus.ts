import { Deadline } from '../src/deadline';
import { assertSendable, decodeFact, encodeFact } from '../src/limits';
import {
  AnswerTooLate,
  BusUnavailable,
  MessageBus,
  NobodyAnswers,
  type Answerer,
  type BusHealth,
  type BusMessage,
  type ConsumeOptions,
  type Delivery,
  type Disposition,
  type PartitionedLog,
  type Subscription,
} from '../src/message-bus';
import { answerTo, decodeAnswer, encodeQuestion } from '../src/questions';
import { parkedQueue } from '../src/topology';
import { InMemoryBroker } from './in-memory-broker';

const CLOSED = 'The message bus is closed.';

/** A bus for unit tests: keeps every promise of the contract but durability. */
export class InMemoryMessageBus extends MessageBus {
  /** Every fact announced through this bus, in order. */
  readonly announced: { topic: string; fact: unknown }[] = [];
  private readonly subscriptions = new Set<Subscription>();
  private isClosed = false;

  /** Several buses on one broker act like several processes on one engine. */
  constructor(readonly broker = new InMemoryBroker()) {
    super();
  }

  /** Every message a queue ever accepted, in order, also those handled since. */
  published(queue: string): readonly BusMessage[] {
    return this.broker.queue(queue).accepted;
  }

  /** Every message parked with those of a queue; the reason is in the header `PARKED_REASON_HEADER`. */
  parked(queue: string): readonly BusMessage[] {
    return this.published(parkedQueue(queue));
  }

  override async publish(queue: string, message: BusMessage): Promise<void> {
    assertSendable(message);
    // As on a real engine the answer comes later, never in the caller's own turn.
    await Promise.resolve();
    this.assertOpen();
    this.broker.queue(queue).push(message);
  }

  override consume(
    queue: string,
    options: ConsumeOptions,
    handler: (delivery: Delivery) => Promise<Disposition>,
  ): Promise<Subscription> {
    return this.keep(this.broker.queue(queue).consume(options.prefetch, handler));
  }

  override log(name: string, partitions: number): PartitionedLog {
    return this.broker.log(name, partitions);
  }

  override async announce(topic: string, fact: unknown): Promise<void> {
    const text = encodeFact(topic, fact);
    await Promise.resolve();
    this.assertOpen();
    this.announced.push({ topic, fact });
    this.broker.listeners.tell(topic, decodeFact(text)?.fact);
  }

  override listen(topic: string, handler: (fact: unknown) => void): Promise<Subscription> {
    const stop = this.broker.listeners.add(topic, handler);
    return this.keep(() => Promise.resolve(stop()));
  }

  override async ask(topic: string, question: unknown, limitMs: number): Promise<unknown> {
    const body = encodeQuestion(topic, question);
    await Promise.resolve();
    this.assertOpen();
    const answerer = this.broker.answererOf(topic);
    if (answerer === undefined) throw new NobodyAnswers('Nobody who could answer is running.');
    const tooLate = () => new AnswerTooLate(`No answer came in time on '${topic}'.`);
    return decodeAnswer(topic, await new Deadline(limitMs).race(answerTo(topic, body, answerer), tooLate));
  }

  override answer(topic: string, answerer: Answerer): Promise<Subscription> {
    const stop = this.broker.addAnswerer(topic, answerer);
    return this.keep(() => Promise.resolve(stop()));
  }

  override depth(queue: string): Promise<number> {
    return Promise.resolve(this.broker.queue(queue).depth);
  }

  override untaken(queue: string, most: number): Promise<number> {
    return Promise.resolve(Math.min(this.broker.queue(queue).untaken, most));
  }

  override health(): BusHealth {
    if (this.isClosed) return { isConnected: false, detail: CLOSED };
    return this.broker.isAway
      ? { isConnected: false, detail: 'The in-memory broker was stopped by the test; call start().' }
      : { isConnected: true, detail: '' };
  }

  override async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
  }

  private assertOpen(): void {
    if (this.isClosed) throw new BusUnavailable(CLOSED);
    this.broker.assertRunning();
  }

  private keep(close: () => Promise<void>): Promise<Subscription> {
    const subscription: Subscription = {
      close: () => {
        this.subscriptions.delete(subscription);
        return close();
      },
    };
    this.subscriptions.add(subscription);
    return Promise.resolve(subscription);
  }
}
