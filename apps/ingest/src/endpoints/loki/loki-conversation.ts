import type { Taken } from '../../batches/request-batches';
import { examine } from '../../framing/examine';
import { beginsObject } from '../../framing/json-bytes';
import { BrokenSnappy, snappyLength, uncompressSnappy } from '../../framing/snappy';
import { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import { assertDocumentLength, DocumentConversation, type FoundEvent } from '../document-conversation';
import { LOKI_TAKEN, lokiError } from './loki-answer';
import { lokiEvent, type LokiFormat, type LokiItem } from './loki-entry';
import { lokiJson } from './loki-json';
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
    const format = isJson ? lokiJson : lokiProtobuf;
    for (const item of format.itemsOf(isJson ? body : this.uncompressed(body))) yield this.eventOf(item, format);
  }

  private eventOf({ bytes, labels }: LokiItem, format: LokiFormat): FoundEvent {
    const entry = format.entryOf(bytes);
    if ('fault' in entry) return { line: format.parkable(bytes), fault: entry.fault };
    const line = lokiEvent(entry, labels);
    return { line, fault: examine(line, this.limits.maxDepth).fault };
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
