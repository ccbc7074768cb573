import { randomUUID } from 'node:crypto';

import type { BusMessage, Delivery, Disposition, MessageBus } from '../../src/message-bus';
import type { MessagingConfig } from '../../src/messaging.config';
import type { QueueSpec } from '../../src/topology';

/** What the contract needs of an adapter under test and of its engine, which belongs to the spec alone. */
export interface MessageBusHarness {
  /** A bus as one more process would have it: all of them on the same engine. */
  connect(queues: readonly QueueSpec[]): MessageBus;
  /** Takes the engine away without a word, as kill -9 does. */
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
  close(): Promise<void>;
}

/** A harness whose engine keeps on disk what it confirmed, so that other processes can meet on it. */
export interface DurableHarness extends MessageBusHarness {
  /** The engine as a child process reaches it. */
  readonly config: MessagingConfig;
}

const ROOMY = 64 * 1024 ** 2;

/** A queue nobody else has. */
export function aQueue(patch: Partial<QueueSpec> = {}): QueueSpec {
  return { name: `q-${randomUUID()}`, maxBytes: ROOMY, maxAttempts: 5, retryAfterMs: 10, ...patch };
}

export function aMessage(patch: Partial<BusMessage> = {}): BusMessage {
  return { id: randomUUID(), headers: { source: 'contract' }, body: Buffer.from('body'), ...patch };
}

export function messages(count: number, bytes = 100): BusMessage[] {
  return Array.from({ length: count }, (_, nr) => aMessage({ id: `m-${nr}`, body: Buffer.alloc(bytes, nr) }));
}

export const ACK: Disposition = { kind: 'ack' };

/** Keeps every delivery and acks it, unless told otherwise. */
export class Collector {
  readonly deliveries: Delivery[] = [];

  constructor(private readonly decide: (delivery: Delivery) => Disposition | Promise<Disposition> = () => ACK) {}

  readonly handler = async (delivery: Delivery): Promise<Disposition> => {
    this.deliveries.push(delivery);
    return this.decide(delivery);
  };

  get ids(): string[] {
    return this.deliveries.map(({ id }) => id);
  }

  get attempts(): number[] {
    return this.deliveries.map(({ attempt }) => attempt);
  }
}

/** Closes whatever a test opened, when it ends. */
export class Opened {
  private closers: (() => Promise<void>)[] = [];

  bus(bus: MessageBus): MessageBus {
    this.closers.push(() => bus.close());
    return bus;
  }

  add(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  async closeAll(): Promise<void> {
    const closers = this.closers.reverse();
    this.closers = [];
    for (const close of closers) await close();
  }
}

/** Something a handler waits for until the test lets it go. */
export function aHurdle(): { readonly passed: Promise<void>; lift(): void } {
  let lift = (): void => undefined;
  const passed = new Promise<void>((resolve) => (lift = resolve));
  return { passed, lift: () => lift() };
}
