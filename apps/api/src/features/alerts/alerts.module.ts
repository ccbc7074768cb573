import { Module } from '@nestjs/common';

import { AlertChanges } from './alert-changes';
import { AlertDesk } from './alert-desk';
import { AlertFacetCounts } from './alert-facet-counts';
import { AlertGroups } from './alert-groups';
import { AlertHistory } from './alert-history';
import { AlertList } from './alert-list';
import { AlertNotes } from './alert-notes';
import { AlertNotesController } from './alert-notes.controller';
import { AlertPause } from './alert-pause';
import { AlertTriage } from './alert-triage';
import { AlertTriageController } from './alert-triage.controller';
import { AlertsController } from './alerts.controller';
import { DetectionCoverage } from './detection-coverage';
import { AlertSetWork } from './sets/alert-set-work';
import { AlertSets } from './sets/alert-sets';
import { AlertSetsController } from './sets/alert-sets.controller';

/** What was found, and what was decided about it. */
@Module({
  controllers: [AlertsController, AlertTriageController, AlertNotesController, AlertSetsController],
  providers: [
    AlertChanges,
    AlertDesk,
    AlertFacetCounts,
    AlertGroups,
    AlertHistory,
    AlertList,
    AlertNotes,
    AlertPause,
    AlertSets,
    AlertSetWork,
    AlertTriage,
    DetectionCoverage,
  ],
  exports: [AlertChanges, AlertList, DetectionCoverage],
})
export class AlertsModule {}
