import { Module } from '@nestjs/common';
import { FrontBacklogs } from '@tocsin/messaging';

import { AlertsModule } from '../alerts/alerts.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ParkedModule } from '../parked/parked.module';
import { Backlog } from './backlog';
import { DetectionState } from './detection-state';
import { Engines } from './engines';
import { Intake } from './intake';
import { LoadedRules } from './loaded-rules';
import { StatusController } from './status.controller';
import { SystemState } from './system-state';

/** What works and what does not. */
@Module({
  imports: [AlertsModule, LedgerModule, ParkedModule],
  controllers: [StatusController],
  providers: [Backlog, DetectionState, Engines, FrontBacklogs, Intake, LoadedRules, SystemState],
  exports: [SystemState],
})
export class StatusModule {}
