import { beginsObject, lokiEvents, lokiJson, type FoundEvent } from '@tocsin/framing';

import type { Taken } from '../../batches/request-batches';
import { BrokenSnappy, snappyLength, uncompressSnappy } from '../../framing/snappy';
import { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import { assertDocumentLength, DocumentConversation } from '../document-conversation';
import { LOKI_TAKEN, lokiError } from './loki-answer';
import { lokiProtobuf } from './loki-protobuf';

/** A push request: one event for each entry of its streams. An entry that cannot be read costs only itself. */
export class LokiConversation extends DocumentConversation {
  /** Loki refuses a request for one bad entry as well, and keeps the others. */
  accepted({ accepted, rejected: [first] }: Taken): Answer {
    if (first === undefined || this.refused === 0) return LOKI_TAKEN;
    return lokiError(
      400,
      `entry ${first.line} of the request was refused: ${first.reason} ${accepted} others were taken.`,
    );
  }

  /** JSON shows itself: no block of snappy begins like it. */
  protected *eventsOf(body: Buffer): Generator<FoundEvent> {
    const isJson = beginsObject(body);
    if (isJson) yield* lokiEvents(body, lokiJson, this.limits.maxDepth);
    else yield* lokiEvents(this.uncompressed(body), lokiProtobuf, this.limits.maxDepth);
  }

  private uncompressed(block: Buffer): Buffer {
    try {
      assertDocumentLength(snappyLength(block), this.limits);
      return uncompressSnappy(block);
    } catch (error) {
      if (!(error instanceof BrokenSnappy)) throw error;
      const reason = `The body is neither JSON nor protobuf compressed with snappy: ${error.message}.`;
      throw new Refusal('body.malformed', reason, { cause: error });
    }
  }
}
