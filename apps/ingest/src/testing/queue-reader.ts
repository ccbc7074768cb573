import { batchLines, decodeBatch } from '@tocsin/event-model';
import { EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';

/** Takes everything out of the queue, as the pipeline does, and knows under which ids each numbered event came. */
export class QueueReader {
  /** Numbers of the events in the order they came first. */
  readonly order: number[] = [];
  readonly idsOf = new Map<number, Set<string>>();
  /** Batches that came, those that came again included. */
  batches = 0;
  private readonly known = new Set<string>();

  /** Batches that came more than once. */
  get repeated(): number {
    return this.batches - this.known.size;
  }

  async read(bus: MessageBus): Promise<void> {
    await bus.consume(EVENTS_QUEUE, { prefetch: 50 }, ({ id, body }) => {
      this.batches += 1;
      this.known.add(id);
      this.take(body);
      return Promise.resolve({ kind: 'ack' });
    });
  }

  private take(body: Buffer): void {
    const batch = decodeBatch(body);
    for (const [position, line] of batchLines(batch).entries()) {
      const { n } = JSON.parse(line.toString()) as { n: number };
      if (!this.idsOf.has(n)) this.order.push(n);
      this.idsOf.set(n, (this.idsOf.get(n) ?? new Set()).add(batch.ids[position] ?? ''));
    }
  }
}

/** Lines with the numbers from one on. */
export function numbered(from: number, count: number, padding = ''): string {
  return Array.from({ length: count }, (_, index) => `{"n":${from + index},"pad":"${padding}"}\n`).join('');
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
