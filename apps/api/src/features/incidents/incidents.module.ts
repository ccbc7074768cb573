import { Module } from '@nestjs/common';
import { SharedTexts, TextVersions, TextWords } from '@tocsin/shared-text';

import { AlertIncidentsController } from './alert-incidents.controller';
import { CustodyLog } from './evidence/custody-log';
import { EvidenceBytes } from './evidence/evidence-bytes';
import { EvidenceController } from './evidence/evidence.controller';
import { EvidenceShelf } from './evidence/evidence-shelf';
import { EvidenceServices, EvidenceUpload } from './evidence/evidence-upload';
import { EventCopies } from './events/event-copies';
import { IncidentEventsController } from './events/incident-events.controller';
import { IncidentEvents } from './events/incident-events';
import { IncidentChanges } from './incident-changes';
import { IncidentDesk, IncidentServices } from './incident-desk';
import { IncidentFields } from './incident-fields';
import { IncidentItemList } from './incident-items';
import { IncidentLinks } from './incident-links';
import { IncidentList } from './incident-list';
import { IncidentMaker } from './incident-maker';
import { IncidentNews } from './incident-news';
import { IncidentPartsController } from './incident-parts.controller';
import { IncidentPast } from './incident-past';
import { IncidentReportController } from './incident-report.controller';
import { IncidentReading } from './incident-reading';
import { IncidentsController } from './incidents.controller';
import { IncidentTexts, TextStore } from './texts/incident-texts';
import { IncidentTextsController } from './texts/incident-texts.controller';
import { ReportMatters } from './report-matter';
import { OfferedTasksController } from './templates/offered-tasks.controller';
import { TaskOffers } from './templates/offered-tasks';
import { TaskTemplates } from './templates/task-templates';
import { TaskTemplatesController } from './templates/task-templates.controller';
import { IncidentVerisController } from './veris/incident-veris.controller';
import { IncidentMerging } from './merge/incident-merging';
import { MergeChronicle } from './merge/merge-chronicle';
import { MergeController } from './merge/merge.controller';
import { VerisController } from './veris/veris.controller';

/** What people work on together. */
@Module({
  controllers: [
    IncidentsController,
    IncidentPartsController,
    IncidentReportController,
    IncidentTextsController,
    IncidentVerisController,
    AlertIncidentsController,
    OfferedTasksController,
    TaskTemplatesController,
    VerisController,
    EvidenceController,
    IncidentEventsController,
    MergeController,
  ],
  providers: [
    CustodyLog,
    EventCopies,
    EvidenceBytes,
    EvidenceServices,
    EvidenceShelf,
    EvidenceUpload,
    IncidentChanges,
    IncidentDesk,
    IncidentEvents,
    IncidentFields,
    IncidentItemList,
    IncidentLinks,
    IncidentList,
    IncidentMaker,
    IncidentMerging,
    MergeChronicle,
    IncidentNews,
    IncidentPast,
    IncidentReading,
    IncidentServices,
    IncidentTexts,
    ReportMatters,
    TaskOffers,
    TaskTemplates,
    SharedTexts,
    TextStore,
    TextVersions,
    TextWords,
  ],
  exports: [IncidentChanges, IncidentNews, SharedTexts],
})
export class IncidentsModule {}
