import { textEvent } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import { JsonFramer } from '../../framing/json-framer';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { problem, receipt } from '../receipt';

class CefConversation extends JsonFramer implements Conversation {
  constructor(batches: RequestBatches, limits: EventLimits) {
    super(limits, batches, (line) => batches.add(textEvent(line)));
  }

  accepted(taken: Taken): Answer {
    return receipt(taken);
  }
}

/**
 * CEF and LEEF, one event a line, with or without a syslog header; and what MozDef takes under the same path, JSON. Each line
 * is looked at by itself: one that begins with a brace is JSON, any other is text.
 */
export class CefProtocol implements Protocol {
  readonly dialect = 'cef';
  readonly isSpecific = true;
  readonly refused = problem;

  open(batches: RequestBatches, limits: EventLimits): Conversation {
    return new CefConversation(batches, limits);
  }

  isDeaf(): boolean {
    return false;
  }
}
