import { EVENT_BLANK, EVENT_REQUIRED, hecEvent, type HecMetadata } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../../batches/request-batches';
import { ByteOrderMark } from '../../framing/byte-order-mark';
import type { EventLimits } from '../../framing/framer';
import { ObjectStream } from '../../framing/object-stream';
import type { Answer } from '../answer';
import type { Conversation } from '../protocol';
import { hecAnswer, type HecCode } from './hec-answer';

/**
 * HEC's event endpoint. HEC answers for the whole request: events that are none are parked and counted as taken. Only a strict
 * source is told of the first one, by its number from 0; the others were taken then, before it and behind it.
 */
export class HecConversation implements Conversation {
  private readonly mark = new ByteOrderMark();
  private readonly objects: ObjectStream;
  private seen = 0;
  private refused: { readonly code: HecCode; readonly number: number } | undefined;

  constructor(
    private readonly batches: RequestBatches,
    private readonly limits: EventLimits,
    private readonly metadata: HecMetadata,
    private readonly success: () => Answer,
  ) {
    this.objects = new ObjectStream(limits.maxLineBytes, (object) => this.take(object));
  }

  get isBlank(): boolean {
    return this.seen === 0;
  }

  push(chunk: Buffer): void {
    this.objects.push(this.mark.strip(chunk));
  }

  end(): void {
    this.objects.push(this.mark.end());
    this.objects.end();
  }

  accepted(_taken: Taken): Answer {
    const { refused } = this;
    return refused ? hecAnswer(400, refused.code, { 'invalid-event-number': refused.number }) : this.success();
  }

  private take(object: Buffer): void {
    const { line, fault } = hecEvent(object, this.metadata, this.limits.maxDepth);
    const code = fault === EVENT_REQUIRED ? 12 : fault === EVENT_BLANK ? 13 : 6;
    if (!this.batches.add(line, fault)) this.refused ??= { code, number: this.seen };
    this.seen += 1;
  }
}
