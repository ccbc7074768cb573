import { Injectable } from '@nestjs/common';

import { AlertList } from '../alerts/alert-list';
import { ParkedEvents } from '../parked/parked-events';

/** What waits for a person. */
@Injectable()
export class Backlog {
  constructor(
    private readonly alerts: AlertList,
    private readonly events: ParkedEvents,
  ) {}

  openAlerts(): Promise<number> {
    return this.alerts.countOpen();
  }

  parked(): Promise<number> {
    return this.events.total();
  }
}
