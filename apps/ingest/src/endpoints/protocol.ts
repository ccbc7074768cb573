import type { IncomingMessage } from 'node:http';

import type { RequestBatches, Taken } from '../batches/request-batches';
import type { DecoderFactory } from '../framing/decoders';
import type { DocumentLimits, Framer } from '../framing/framer';
import type { Refusal } from '../refusal';
import type { Answer } from './answer';

/** One request in the words of its protocol: finds its events, and answers when they are durable. */
export interface Conversation extends Omit<Framer, 'end'> {
  /** Whether the body, read to its end, said nothing at all. */
  readonly isBlank: boolean;
  /** Takes time, and waits for the broker, where the events are only found now. */
  end(): void | Promise<void>;
  accepted(taken: Taken): Answer;
}

/** How a family of clients sends events and what it understands as an answer. */
export interface Protocol {
  /** Dialect of the events, unless the source has its own. */
  readonly dialect: string;
  /** Whether the endpoint says more about the events than the source's own dialect does. */
  readonly isSpecific: boolean;
  /** Program whose records the endpoint takes, when its path names one. */
  readonly application?: string | undefined;
  /** Whether its clients can send a key in no other way than `?token=`. */
  readonly hasQueryToken?: true;
  /** How a body is decoded, where it is not as its `Content-Encoding` says. */
  decoderFor?(contentEncoding: string | undefined): DecoderFactory | undefined;
  open(batches: RequestBatches, limits: DocumentLimits): Conversation;
  refused(refusal: Refusal): Answer;
  /** Whether this client would take any answer for a delivery, so that closing the connection is the only way to refuse. */
  isDeaf(request: IncomingMessage): boolean;
}
