import { MalformedJson, type FoundEvent } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../batches/request-batches';
import { withoutMark } from '../framing/byte-order-mark';
import type { DocumentLimits } from '../framing/framer';
import { GrowingBuffer } from '../framing/growing-buffer';
import { assertEventLength } from '../framing/line-splitter';
import { Refusal } from '../refusal';
import type { Answer } from './answer';
import type { Conversation } from './protocol';

/** How many events are made between two looks at how many batches wait. */
const EVENTS_PER_LOOK = 100;

/**
 * A body that is one document, to be held until it is complete. Its events are then made and handed on one by one, no faster
 * than their batches are confirmed, so that a body never stands beside all its events.
 */
export abstract class DocumentConversation implements Conversation {
  /** Events a strict source does not get taken. */
  protected refused = 0;
  private readonly collected = new GrowingBuffer();
  private isEmpty = true;

  constructor(
    private readonly batches: RequestBatches,
    protected readonly limits: DocumentLimits,
  ) {}

  get isBlank(): boolean {
    return this.isEmpty;
  }

  push(chunk: Buffer): void {
    assertDocumentLength(this.collected.length + chunk.length, this.limits);
    this.collected.append(chunk);
    this.isEmpty = false;
  }

  async end(): Promise<void> {
    if (this.isEmpty) return;
    const body = withoutMark(this.collected.take());
    this.batches.holdBody();
    let left = EVENTS_PER_LOOK;
    for (const { line, fault, id } of this.events(body)) {
      assertEventLength(line.length, this.limits.maxLineBytes);
      if (!this.batches.add(line, fault, id)) this.refused += 1;
      left -= 1;
      if (left > 0) continue;
      await this.batches.drained();
      left = EVENTS_PER_LOOK;
    }
  }

  abstract accepted(taken: Taken): Answer;

  /** @throws {Refusal} when the document as a whole cannot be understood. */
  protected abstract eventsOf(body: Buffer): Iterable<FoundEvent>;

  private *events(body: Buffer): Generator<FoundEvent> {
    try {
      yield* this.eventsOf(body);
    } catch (error) {
      if (error instanceof MalformedJson)
        throw new Refusal('body.malformed', `The body is not as its protocol has it: ${error.message}.`, {
          cause: error,
        });
      throw error;
    }
  }
}

/** @throws {Refusal} naming the limit and what to do. */
export function assertDocumentLength(length: number, { maxDocumentBytes }: DocumentLimits): void {
  if (length <= maxDocumentBytes) return;
  throw new Refusal(
    'limit.document_bytes',
    `The body is longer than ingest.maxDocumentBytes (${maxDocumentBytes}) when decompressed. Send it in several requests.`,
  );
}
