import { createHash } from 'node:crypto';

import type { BatchDraft } from './batch-draft';
import { fingerprint, idOfPosition, idOfSource } from './event-ids';
import type { BatchIdentity, ResendMemory } from './resend-memory';

/** The ids of a batch and of its events. */
export interface IdentifiedBatch extends BatchIdentity {
  readonly ids: readonly string[];
}

/**
 * Gives the batches of one request their ids. A batch is known by all that stood in the request up to its end, so that the
 * same request sent again has the same batches although they leave before it has arrived completely.
 */
export class RequestIdentity {
  private readonly seen = createHash('sha256');
  private cuts = 0;

  /** @param remembersBodies whether events are known again by their bytes when nothing else tells who they are. */
  constructor(
    private readonly source: string,
    private readonly idempotencyKey: string | undefined,
    private readonly memory: ResendMemory,
    private readonly remembersBodies: boolean,
  ) {
    this.seen.update(`${source}\0${idempotencyKey === undefined ? 'content' : `key\0${idempotencyKey}`}\0`);
  }

  /** Something beside the lines that makes this request another one, such as the index they go to. */
  note(text: string): void {
    this.seen.update(`${text}\0`);
  }

  /** @param isWhole the batch holds all events of the request. */
  identify(draft: BatchDraft, lines: Buffer, isWhole: boolean): IdentifiedBatch {
    const identity = this.batchOf(draft, lines, isWhole);
    return { ...identity, ids: draft.lines.map((_, index) => this.eventId(draft, index, identity.id, isWhole)) };
  }

  private batchOf(draft: BatchDraft, lines: Buffer, isWhole: boolean): BatchIdentity {
    this.cuts += 1;
    // One event alone may well say the same as another did: a heartbeat without a time is no repetition.
    const isKnown = this.idempotencyKey !== undefined || (this.remembersBodies && !(isWhole && draft.size === 1));
    if (!isKnown) return this.memory.fresh();
    this.seen.update(`${this.cuts}\0`).update(lines).update(draft.givenIds.join('\0'));
    return this.memory.recall(this.seen.copy().digest());
  }

  private eventId(draft: BatchDraft, index: number, batchId: string, isWhole: boolean): string {
    const given = draft.givenIds[index];
    if (given !== undefined) return idOfSource(this.source, given);
    const line = draft.lines[index];
    if (this.idempotencyKey !== undefined && line)
      return idOfPosition(fingerprint(this.source, line), this.idempotencyKey, draft.position + index);
    return (isWhole ? this.claimed(line) : undefined) ?? `${batchId}-${index}`;
  }

  private claimed(line: Buffer | undefined): string | undefined {
    if (line === undefined || !this.remembersBodies) return undefined;
    return this.memory.hasUnanswered(this.source) ? this.memory.claim(this.source, line) : undefined;
  }
}
