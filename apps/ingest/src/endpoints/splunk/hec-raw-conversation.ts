import { textEvent } from '@tocsin/framing';

import type { RequestBatches } from '../../batches/request-batches';
import { ByteOrderMark } from '../../framing/byte-order-mark';
import type { EventLimits } from '../../framing/framer';
import { LineSplitter } from '../../framing/line-splitter';
import type { Answer } from '../answer';
import type { Conversation } from '../protocol';

/** HEC's raw endpoint: every line of text is an event, whatever it looks like. */
export class HecRawConversation implements Conversation {
  private readonly mark = new ByteOrderMark();
  private readonly lines: LineSplitter;
  private hasBegun = false;

  constructor(
    batches: RequestBatches,
    { maxLineBytes }: EventLimits,
    metadata: Readonly<Record<string, string>>,
    private readonly success: () => Answer,
  ) {
    this.lines = new LineSplitter(maxLineBytes, (line) => {
      this.hasBegun = true;
      batches.add(textEvent(line, metadata));
    });
  }

  get isBlank(): boolean {
    return !this.hasBegun;
  }

  push(chunk: Buffer): void {
    this.lines.push(this.mark.strip(chunk));
  }

  end(): void {
    this.lines.push(this.mark.end());
    this.lines.end();
  }

  accepted(): Answer {
    return this.success();
  }
}
