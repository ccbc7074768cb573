import { Injectable, Logger } from '@nestjs/common';

import { SystemState } from '../features/status/system-state';
import { AlertRevision } from './alert-revision';
import type { LiveSocket } from './live-socket';

/** What a console is told first: where the alerts stand and how the system is. */
@Injectable()
export class Greeting {
  private readonly log = new Logger(Greeting.name);

  constructor(
    private readonly revisions: AlertRevision,
    private readonly system: SystemState,
  ) {}

  async greet(live: LiveSocket): Promise<void> {
    try {
      live.send('hello', await this.revisions.hello());
      live.send('status', await this.system.now());
    } catch (error) {
      // A client that was not greeted would trust what it shows: let it come again.
      this.log.warn(`A console could not be greeted: ${String(error)}`);
      live.close();
    }
  }
}
