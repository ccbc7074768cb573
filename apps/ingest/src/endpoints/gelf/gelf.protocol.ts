import type { RequestBatches, Taken } from '../../batches/request-batches';
import { decoderByContent, type DecoderFactory } from '../../framing/decoders';
import type { EventLimits } from '../../framing/framer';
import { JsonFramer } from '../../framing/json-framer';
import { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { problem } from '../receipt';

const ACCEPTED: Answer = { status: 202, headers: {}, body: '' };

class GelfConversation extends JsonFramer implements Conversation {
  /** GELF has no words for a part: when a strict source sent a bad message, the good ones beside it were taken. */
  accepted({ accepted, parked, rejected: [first] }: Taken): Answer {
    if (first === undefined || parked > 0) return ACCEPTED;
    const reason = `${first.reason} Message ${first.line} of the request was refused; ${accepted} others were taken.`;
    return problem(new Refusal('body.malformed', reason));
  }
}

/** Graylog's format over HTTP: one message a request, or several as an array or one a line. */
export class GelfProtocol implements Protocol {
  readonly dialect = 'gelf';
  readonly isSpecific = true;
  readonly refused = problem;

  /** Its clients compress and may not say so: Graylog looks at the bytes. */
  decoderFor(contentEncoding: string | undefined): DecoderFactory | undefined {
    return contentEncoding === undefined ? decoderByContent : undefined;
  }

  open(batches: RequestBatches, limits: EventLimits): Conversation {
    // A field of the user's own may well be called `_id`; it tells no message from another.
    return new GelfConversation(limits, { add: (line, fault) => batches.add(line, fault) });
  }

  isDeaf(): boolean {
    return false;
  }
}
