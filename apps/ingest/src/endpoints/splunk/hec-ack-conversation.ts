import { GrowingBuffer } from '../../framing/growing-buffer';
import { assertEventLength } from '../../framing/line-splitter';
import type { EventLimits } from '../../framing/framer';
import { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation } from '../protocol';
import { hecAnswer } from './hec-answer';

/**
 * Whether events are safe by now, asked by the numbers that were answered. They were safe when they were answered, here or at
 * another front end, so every one is.
 */
export class HecAckConversation implements Conversation {
  private readonly body = new GrowingBuffer();

  constructor(
    private readonly limits: EventLimits,
    private readonly hasChannel: boolean,
  ) {}

  get isBlank(): boolean {
    return this.body.length === 0;
  }

  push(chunk: Buffer): void {
    assertEventLength(this.body.length + chunk.length, this.limits.maxLineBytes);
    this.body.append(chunk);
  }

  end(): void {
    // Answered as a whole.
  }

  accepted(): Answer {
    if (!this.hasChannel) return hecAnswer(400, 10);
    const acks = Object.fromEntries(ackIdsOf(this.body.take()).map((id) => [id, true]));
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ acks }) };
  }
}

function ackIdsOf(body: Buffer): readonly number[] {
  try {
    const { acks } = JSON.parse(body.toString('utf8')) as { acks?: unknown };
    if (Array.isArray(acks) && acks.every((id) => Number.isSafeInteger(id))) return acks as number[];
  } catch {
    // Said below.
  }
  throw new Refusal('body.malformed', 'The body must be {"acks":[…]} with the numbers that were answered as "ackId".');
}
