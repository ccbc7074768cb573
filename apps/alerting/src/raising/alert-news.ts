import { Injectable, Logger } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';

import type { AlertChange } from '../grouping/alert-grouping';

const TOPIC = 'alert.changed';

/** Tells every api instance which alerts changed. A fact that is missed heals when the console asks again. */
@Injectable()
export class AlertNews {
  private readonly log = new Logger(AlertNews.name);

  constructor(private readonly bus: MessageBus) {}

  async announce(changes: readonly AlertChange[]): Promise<void> {
    const results = await Promise.allSettled(changes.map((change) => this.bus.announce(TOPIC, change)));
    const failed = results.filter((result) => result.status === 'rejected').length;
    if (failed > 0)
      this.log.warn(
        `${failed} of ${changes.length} alert changes could not be announced; consoles see them when they ask again.`,
      );
  }
}
