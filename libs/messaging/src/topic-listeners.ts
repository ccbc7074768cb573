import { Logger } from '@nestjs/common';

export type FactHandler = (fact: unknown) => void;

/** Who in this process listens to which topic. A listener that throws does not keep the others from hearing. */
export class TopicListeners {
  private readonly logger = new Logger(TopicListeners.name);
  private readonly byTopic = new Map<string, Set<FactHandler>>();

  /** Returns the way to stop listening. */
  add(topic: string, handler: FactHandler): () => void {
    const handlers = this.byTopic.get(topic) ?? new Set();
    // The same function may listen twice, so each listening is its own.
    const listener: FactHandler = (fact) => handler(fact);
    this.byTopic.set(topic, handlers.add(listener));
    return () => handlers.delete(listener);
  }

  tell(topic: string, fact: unknown): void {
    for (const listener of this.byTopic.get(topic) ?? []) {
      try {
        listener(fact);
      } catch (error) {
        this.logger.error(`A listener to '${topic}' failed: ${(error as Error).message}`);
      }
    }
  }
}
