import type { RequestBatches } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import { Refusal } from '../../refusal';
import { EventsProtocol } from '../events/events.protocol';
import type { Conversation } from '../protocol';

const NAME = /^(?!\.+$)[\w.-]{1,64}$/;

/** Any JSON of one application, kept whole for a plug-in that knows it by its name. */
export class CustomProtocol extends EventsProtocol {
  constructor(override readonly application: string) {
    super('custom', true, application);
  }

  /** @throws {Refusal} when the path names no application. */
  override open(batches: RequestBatches, limits: EventLimits): Conversation {
    if (NAME.test(this.application)) return super.open(batches, limits);
    throw new Refusal(
      'path.application',
      'The name of the application in the path must be 1 to 64 letters, digits, dots, underscores or hyphens.',
    );
  }
}
