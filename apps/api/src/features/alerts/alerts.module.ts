import { Module } from '@nestjs/common';

import { AlertChanges } from './alert-changes';
import { AlertDesk } from './alert-desk';
import { AlertFacetCounts } from './alert-facet-counts';
import { AlertHistory } from './alert-history';
import { AlertList } from './alert-list';
import { AlertNotes } from './alert-notes';
import { AlertNotesController } from './alert-notes.controller';
import { AlertPause } from './alert-pause';
import { AlertTriage } from './alert-triage';
import { AlertTriageController } from './alert-triage.controller';
import { AlertsController } from './alerts.controller';
import { DetectionCoverage } from './detection-coverage';

/** What was found, and what was decided about it. */
@Module({
  controllers: [AlertsController, AlertTriageController, AlertNotesController],
  providers: [
    AlertChanges,
    AlertDesk,
    AlertFacetCounts,
    AlertHistory,
    AlertList,
    AlertNotes,
    AlertPause,
    AlertTriage,
    DetectionCoverage,
  ],
  exports: [AlertChanges, AlertList, DetectionCoverage],
})
export class AlertsModule {}
