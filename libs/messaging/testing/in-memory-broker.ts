import { BusUnavailable, type Answerer } from '../src/message-bus';
import { TopicListeners } from '../src/topic-listeners';
import { QUEUES, type QueueSpec } from '../src/topology';
import { WorkQueues } from '../src/work-queues';
import { InMemoryLog } from './in-memory-log';
import { InMemoryQueue } from './in-memory-queue';

/** What several `InMemoryMessageBus`es share, as several processes share one engine. */
export class InMemoryBroker {
  readonly listeners = new TopicListeners();
  private readonly queues = new Map<string, InMemoryQueue>();
  private readonly answerers = new Map<string, Answerer[]>();
  private readonly logs = new Map<string, InMemoryLog>();
  private isRunning = true;

  constructor(private readonly specs: readonly QueueSpec[] = QUEUES) {}

  get isAway(): boolean {
    return !this.isRunning;
  }

  stop(): void {
    this.setRunning(false);
  }

  start(): void {
    this.setRunning(true);
  }

  /** @throws {BusUnavailable} after `stop`. */
  assertRunning(): void {
    if (!this.isRunning) throw new BusUnavailable('The in-memory broker was stopped by the test.');
  }

  queue(name: string): InMemoryQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const spec = new WorkQueues(this.specs).get(name);
    const queue = new InMemoryQueue(spec, spec.parkedIn === undefined ? undefined : this.queue(spec.parkedIn));
    queue.pause(!this.isRunning);
    this.queues.set(name, queue);
    return queue;
  }

  /** Returns the way to stop answering. */
  addAnswerer(topic: string, answerer: Answerer): () => void {
    const answerers = this.answerers.get(topic) ?? [];
    answerers.push(answerer);
    this.answerers.set(topic, answerers);
    return () => void answerers.splice(answerers.indexOf(answerer), 1);
  }

  /** Each of those who answer on a topic in turn. */
  answererOf(topic: string): Answerer | undefined {
    const answerers = this.answerers.get(topic) ?? [];
    const next = answerers.shift();
    if (next !== undefined) answerers.push(next);
    return next;
  }

  log(name: string, partitions: number): InMemoryLog {
    const log = this.logs.get(name) ?? new InMemoryLog(partitions, () => this.assertRunning());
    this.logs.set(name, log);
    return log;
  }

  private setRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    for (const queue of this.queues.values()) queue.pause(!isRunning);
  }
}
