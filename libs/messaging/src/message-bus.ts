/** One message. The id is the sender's and survives redelivery; headers are short texts. */
export interface BusMessage {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Delivery extends BusMessage {
  /** 1 for the first try; counted across redelivery, restart and retry. */
  readonly attempt: number;
}

/** What becomes of a delivery. A handler that throws is a `retry` with the queue's default delay. */
export type Disposition =
  | { readonly kind: 'ack' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'park'; readonly reason: string };

export interface ConsumeOptions {
  /** Deliveries under way at once. */
  readonly prefetch: number;
}

export interface Subscription {
  /** Takes no more deliveries, waits for those under way, then resolves. */
  close(): Promise<void>;
}

export interface LogRecord extends BusMessage {
  readonly partition: number;
  /** Grows by at least one from record to record of a partition. */
  readonly offset: number;
}

/** A log of partitions that can be read again from any offset it still keeps. */
export interface PartitionedLog {
  readonly partitions: number;
  /** Resolves when every message is durable. The same key always goes to the same partition. */
  append(key: string, messages: readonly BusMessage[]): Promise<void>;
  /** Reads from `fromOffset` (0: the oldest kept) on and goes on until closed; the handler's promise is the back-pressure. */
  read(
    partition: number,
    fromOffset: number,
    handler: (records: readonly LogRecord[]) => Promise<void>,
  ): Promise<Subscription>;
}

/** Answers what the question asks for. What it throws reaches who asked as {@link AnswerFailed}, with its message. */
export type Answerer = (question: unknown) => Promise<unknown>;

export interface BusHealth {
  readonly isConnected: boolean;
  /** What is wrong and what to do; empty when all is well. */
  readonly detail: string;
}

/** How the apps meet. Adapters connect by themselves and come back by themselves; no call waits for the first connection for longer than its time limit. */
export abstract class MessageBus {
  /**
   * Resolves when the message is durable in the queue.
   * @throws {BusUnavailable} no broker, no route or no confirm in time: nobody may say it was accepted.
   * @throws {QueueFull} the queue is at its limit; slow down.
   */
  abstract publish(queue: string, message: BusMessage): Promise<void>;

  /** Calls the handler for each delivery until closed, through outages of the broker. */
  abstract consume(
    queue: string,
    options: ConsumeOptions,
    handler: (delivery: Delivery) => Promise<Disposition>,
  ): Promise<Subscription>;

  abstract log(name: string, partitions: number): PartitionedLog;

  /** Tells every listener of a topic, wherever it runs. May be missed: whoever keeps a copy also refreshes it on a timer. */
  abstract announce(topic: string, fact: unknown): Promise<void>;
  abstract listen(topic: string, handler: (fact: unknown) => void): Promise<Subscription>;

  /**
   * Asks whoever answers on the topic, one of them if they are many, and waits for the answer no longer than the limit. Question and
   * answer are JSON of at most 15 MiB each. Nothing is kept: neither of them survives an outage, and an answer that comes too late is
   * thrown away.
   * @throws {NobodyAnswers} nobody who could answer is running.
   * @throws {AnswerTooLate} somebody may still be at work on it.
   * @throws {AnswerFailed} the answerer threw.
   * @throws {BusUnavailable}
   */
  abstract ask(topic: string, question: unknown, limitMs: number): Promise<unknown>;

  /** Answers questions of a topic, a few at once, until closed, through outages of the broker. */
  abstract answer(topic: string, answerer: Answerer): Promise<Subscription>;

  /** Messages waiting or under way in a queue; what other processes have under way is not known on every engine. */
  abstract depth(queue: string): Promise<number>;
  /** Messages nobody has under way and that could be taken now, on every engine; counted up to `most`. @throws {BusUnavailable} */
  abstract untaken(queue: string, most: number): Promise<number>;
  abstract health(): BusHealth;
  /** Closes all subscriptions, then the connection. */
  abstract close(): Promise<void>;
}

/** Why a message was not taken. `retryAfterMs` is a fair time to wait. */
export abstract class BusError extends Error {
  abstract readonly retryAfterMs: number;
}

export class BusUnavailable extends BusError {
  override readonly name = 'BusUnavailable';
  readonly retryAfterMs = 2_000;
}

export class QueueFull extends BusError {
  override readonly name = 'QueueFull';
  readonly retryAfterMs = 5_000;
}

/** Nobody who could answer is running. */
export class NobodyAnswers extends BusError {
  override readonly name = 'NobodyAnswers';
  readonly retryAfterMs = 5_000;
}

/** The question was taken, or waits, and no answer came in time. */
export class AnswerTooLate extends BusError {
  override readonly name = 'AnswerTooLate';
  readonly retryAfterMs = 5_000;
}

/** Who was asked could not answer; asking again gives the same. */
export class AnswerFailed extends Error {
  override readonly name = 'AnswerFailed';
}
