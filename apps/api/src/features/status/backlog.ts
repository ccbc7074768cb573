import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';

import { AlertList } from '../alerts/alert-list';
import { ParkedEvents } from '../parked/parked-events';
import { Intake } from './intake';

/** What came in, what should have come, and what waits for a person. */
@Injectable()
export class Backlog {
  constructor(
    private readonly alerts: AlertList,
    private readonly events: ParkedEvents,
    private readonly intake: Intake,
  ) {}

  async now(): Promise<Pick<SystemStatus, 'alerts' | 'parked' | 'sources' | 'today'>> {
    const [today, sources, total, open] = await Promise.all([
      this.intake.today(),
      this.intake.sources(),
      this.events.total(),
      this.alerts.countOpen(),
    ]);
    return { today, sources, parked: { total }, alerts: { open } };
  }
}
