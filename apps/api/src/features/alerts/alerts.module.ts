import { Module } from '@nestjs/common';

import { AlertChanges } from './alert-changes';
import { AlertList } from './alert-list';
import { AlertTriage } from './alert-triage';
import { AlertsController } from './alerts.controller';
import { DetectionCoverage } from './detection-coverage';

/** What was found, and what was decided about it. */
@Module({
  controllers: [AlertsController],
  providers: [AlertChanges, AlertList, AlertTriage, DetectionCoverage],
  exports: [AlertChanges, AlertList, DetectionCoverage],
})
export class AlertsModule {}
