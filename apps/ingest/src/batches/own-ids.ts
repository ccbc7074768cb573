import type { BatchDraft } from './batch-draft';
import type { ResendMemory } from './resend-memory';

/**
 * Finds the events of one request that carry an id of their own which is durable already, or came before in the same request.
 * Only tells what this front end knows: the store decides for all of them.
 */
export class OwnIds {
  private readonly found = new Set<number>();
  private readonly seen = new Set<string>();

  constructor(private readonly memory: ResendMemory) {}

  /** Positions in the request. */
  get duplicates(): ReadonlySet<number> {
    return this.found;
  }

  /** @returns the ids of the events that brought one, to be remembered when the batch is durable. */
  note(draft: BatchDraft, ids: readonly string[]): readonly string[] {
    const own: string[] = [];
    for (const [index, id] of ids.entries()) {
      if (draft.givenIds[index] === undefined) continue;
      if (this.seen.has(id) || this.memory.isDurable(id)) this.found.add(draft.position + index);
      this.seen.add(id);
      own.push(id);
    }
    return own;
  }
}
