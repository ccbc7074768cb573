import type { IncomingMessage } from 'node:http';
import { type BulkAction, isBlank, onOneLine } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../../../batches/request-batches';
import { ByteOrderMark } from '../../../framing/byte-order-mark';
import type { EventLimits } from '../../../framing/framer';
import { GrowingBuffer } from '../../../framing/growing-buffer';
import { assertEventLength } from '../../../framing/line-splitter';
import type { Answer } from '../../answer';
import type { Conversation } from '../../protocol';
import { documentAnswer } from '../bulk-answer';
import { toldItems } from '../bulk-item';
import { BulkItems } from '../bulk-items';
import { ElasticsearchProtocol } from '../elasticsearch.protocol';

/** A body that is one document. */
class LoneDocument implements Conversation {
  private readonly body = new GrowingBuffer();
  private readonly mark = new ByteOrderMark();
  private readonly items: BulkItems;

  constructor(
    batches: RequestBatches,
    private readonly limits: EventLimits,
    private readonly accept: string | undefined,
    private readonly action: BulkAction,
  ) {
    this.items = new BulkItems(batches, limits.maxDepth, '');
  }

  get isBlank(): boolean {
    return this.items.list.length === 0;
  }

  push(chunk: Buffer): void {
    const bytes = this.mark.strip(chunk);
    assertEventLength(this.body.length + bytes.length, this.limits.maxLineBytes);
    this.body.append(bytes);
  }

  end(): void {
    this.body.append(this.mark.end());
    const line = onOneLine(this.body.take());
    if (!isBlank(line)) this.items.act(this.action, line);
  }

  accepted(taken: Taken): Answer {
    const [told] = toldItems(this.items.list, taken);
    if (told === undefined) throw new Error('A request without a document is refused before it is answered.');
    return documentAnswer(told, this.accept);
  }
}

/** Elasticsearch's way to send one document: `_doc`, `_create` and `_update`. */
export class DocumentProtocol extends ElasticsearchProtocol {
  constructor(
    request: IncomingMessage,
    private readonly action: BulkAction,
  ) {
    super(request);
  }

  override open(batches: RequestBatches, limits: EventLimits): Conversation {
    return new LoneDocument(batches, limits, this.accept, this.action);
  }
}
