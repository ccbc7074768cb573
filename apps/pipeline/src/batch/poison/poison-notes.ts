import type { EventBatch } from '@tocsin/event-model';

/** How far a batch was examined. */
export interface PoisonNote {
  /** Line under examination; null when none is. */
  readonly at: number | null;
  /** First line that was not examined yet. */
  readonly next: number;
  /** Lines that took a worker down. */
  readonly guilty: readonly number[];
}

/** Which batch a note is about. */
export type NotedBatch = Pick<EventBatch, 'id' | 'claim'>;

/** What outlives a worker that is taken down by what it examines. Throws what the database throws. */
export abstract class PoisonNotes {
  abstract find(batch: NotedBatch): Promise<PoisonNote | undefined>;
  /** Resolves when it is durable. */
  abstract save(batch: NotedBatch, note: PoisonNote): Promise<void>;
  abstract forget(batch: NotedBatch): Promise<void>;
}
