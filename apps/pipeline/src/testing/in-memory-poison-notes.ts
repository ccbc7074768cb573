import { PoisonNotes, type NotedBatch, type PoisonNote } from '../batch/poison/poison-notes';

/** Notes for unit tests; they outlive a handler as those in PostgreSQL do. */
export class InMemoryPoisonNotes extends PoisonNotes {
  readonly notes = new Map<string, PoisonNote>();

  override find({ id }: NotedBatch): Promise<PoisonNote | undefined> {
    return Promise.resolve(this.notes.get(id));
  }

  override save({ id }: NotedBatch, note: PoisonNote): Promise<void> {
    this.notes.set(id, note);
    return Promise.resolve();
  }

  override forget({ id }: NotedBatch): Promise<void> {
    this.notes.delete(id);
    return Promise.resolve();
  }
}
