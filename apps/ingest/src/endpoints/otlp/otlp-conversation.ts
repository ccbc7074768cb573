import type { RequestBatches, Taken } from '../../batches/request-batches';
import { examine } from '../../framing/examine';
import type { DocumentLimits } from '../../framing/framer';
import { beginsObject, NEWLINE, OPEN_BRACE } from '../../framing/json-bytes';
import type { Answer } from '../answer';
import { DocumentConversation, type FoundEvent } from '../document-conversation';
import { otlpAnswer, type OtlpEncoding } from './otlp-answer';
import { otlpEvent } from './otlp-event';
import type { OtlpFormat, OtlpItem } from './otlp-format';
import { otlpJson } from './otlp-json';
import { otlpProtobuf } from './otlp-protobuf';

/** An export request: one event for each of its log records. A record that cannot be read costs only itself. */
export class OtlpConversation extends DocumentConversation {
  /** @param encoding as the Content-Type has it. */
  constructor(
    batches: RequestBatches,
    limits: DocumentLimits,
    private readonly encoding: OtlpEncoding,
  ) {
    super(batches, limits);
  }

  /** Without records, a protobuf request has no bytes. */
  override get isBlank(): boolean {
    return super.isBlank && this.encoding === 'json';
  }

  accepted({ rejected: [first] }: Taken): Answer {
    return otlpAnswer(this.encoding, this.refused, first && `Log record ${first.line}: ${first.reason}`);
  }

  protected *eventsOf(body: Buffer): Generator<FoundEvent> {
    const format = isJson(body, this.encoding) ? otlpJson : otlpProtobuf;
    for (const item of format.itemsOf(body)) yield this.eventOf(item, format);
  }

  private eventOf({ bytes, origin }: OtlpItem, format: OtlpFormat): FoundEvent {
    const read = format.recordOf(bytes, this.limits.maxDepth);
    if ('fault' in read) return { line: format.parkable(bytes), fault: read.fault };
    const line = Buffer.from(JSON.stringify(otlpEvent(read.record, origin)));
    return { line, fault: examine(line, this.limits.maxDepth).fault };
  }
}

/**
 * The Content-Type may lie, but the bytes tell: no message begins with a brace, and one that begins like a line end before JSON
 * is only taken for JSON when it claims to be.
 */
function isJson(body: Buffer, encoding: OtlpEncoding): boolean {
  return encoding === 'json' ? body[0] !== NEWLINE || beginsObject(body) : body[0] === OPEN_BRACE;
}
