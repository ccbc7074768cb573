import { parkedHeaders, tryDelivery, type DeliveryHandler } from '../src/attempt';
import { QueueFull, type BusMessage, type Delivery, type Disposition } from '../src/message-bus';
import type { WorkQueue } from '../src/work-queues';

interface Consumer {
  readonly prefetch: number;
  readonly handler: DeliveryHandler;
  readonly underWay: Set<Promise<void>>;
}

/** One work queue in the memory of the process. */
export class InMemoryQueue {
  /** Every message ever accepted, in order. */
  readonly accepted: BusMessage[] = [];
  private readonly waiting: Delivery[] = [];
  private readonly consumers = new Set<Consumer>();
  private bytes = 0;
  private held = 0;
  private isPaused = false;

  constructor(
    readonly spec: WorkQueue,
    private readonly parkedQueue: InMemoryQueue | undefined,
  ) {}

  get depth(): number {
    return this.held;
  }

  get untaken(): number {
    return this.waiting.length;
  }

  /** A stopped engine delivers nothing. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.dispatch();
  }

  push(message: BusMessage): void {
    if (this.bytes + message.body.length > this.spec.maxBytes) {
      throw new QueueFull(`Queue ${this.spec.name} holds ${this.bytes} bytes of at most ${this.spec.maxBytes}.`);
    }
    this.bytes += message.body.length;
    this.held += 1;
    this.accepted.push(message);
    this.waiting.push({ id: message.id, headers: message.headers, body: message.body, attempt: 1 });
    this.dispatch();
  }

  consume(prefetch: number, handler: DeliveryHandler): () => Promise<void> {
    const consumer: Consumer = { prefetch, handler, underWay: new Set() };
    this.consumers.add(consumer);
    this.dispatch();
    return async () => {
      this.consumers.delete(consumer);
      await Promise.all(consumer.underWay);
    };
  }

  private dispatch(): void {
    for (const consumer of this.consumers) {
      while (!this.isPaused && consumer.underWay.size < consumer.prefetch) {
        const delivery = this.waiting.shift();
        if (!delivery) return;
        this.hand(delivery, consumer);
      }
    }
  }

  private hand(delivery: Delivery, consumer: Consumer): void {
    const work = tryDelivery(this.spec, delivery, consumer.handler).then((outcome) => {
      consumer.underWay.delete(work);
      this.settle(delivery, outcome);
      this.dispatch();
    });
    consumer.underWay.add(work);
  }

  private settle(delivery: Delivery, outcome: Disposition): void {
    if (outcome.kind === 'retry') {
      const again = { ...delivery, attempt: delivery.attempt + 1 };
      setTimeout(() => {
        this.waiting.push(again);
        this.dispatch();
      }, outcome.afterMs).unref();
      return;
    }
    this.bytes -= delivery.body.length;
    this.held -= 1;
    if (outcome.kind === 'park') {
      const headers = parkedHeaders(delivery, outcome.reason);
      this.parkedQueue?.push({ id: delivery.id, headers, body: delivery.body });
    }
  }
}
