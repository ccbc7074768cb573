import { Module } from '@nestjs/common';

import { EntitiesModule } from '../entities/entities.module';
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
import { AlertContextController } from './context/alert-context.controller';
import { AlertEntityFacts } from './context/alert-entity-facts';
import { RelatedAlerts } from './context/related-alerts';
import { RuleRecords } from './context/rule-records';
import { SnoozeEnds } from './snooze-ends';
import { AlertSetWork } from './sets/alert-set-work';
import { AlertSets } from './sets/alert-sets';
import { AlertSetsController } from './sets/alert-sets.controller';

/** What was found, and what was decided about it. */
@Module({
  imports: [EntitiesModule],
  controllers: [
    AlertsController,
    AlertContextController,
    AlertTriageController,
    AlertNotesController,
    AlertSetsController,
  ],
  providers: [
    AlertChanges,
    AlertDesk,
    AlertEntityFacts,
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
    RelatedAlerts,
    RuleRecords,
    SnoozeEnds,
  ],
  exports: [AlertChanges, AlertList, DetectionCoverage],
})
export class AlertsModule {}
