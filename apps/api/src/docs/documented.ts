import type { Type } from '@nestjs/common';

import { AccessModule } from '../features/access/access.module';
import { AlertViewsModule } from '../features/alert-views/alert-views.module';
import { AlertsModule } from '../features/alerts/alerts.module';
import { AuditLogModule } from '../features/audit/audit.module';
import { EntitiesModule } from '../features/entities/entities.module';
import { FactorRoutesModule } from '../features/factors/factors.module';
import { HomeModule } from '../features/home/home.module';
import { IncidentsModule } from '../features/incidents/incidents.module';
import { LastSeenModule } from '../features/last-seen/last-seen.module';
import { LedgerModule } from '../features/ledger/ledger.module';
import { ListsModule } from '../features/lists/lists.module';
import { OidcModule } from '../features/oidc/oidc.module';
import { ParkedModule } from '../features/parked/parked.module';
import { PasskeysModule } from '../features/passkeys/passkeys.module';
import { PeopleModule } from '../features/people/people.module';
import { PipelineQuestionsModule } from '../features/pipeline/pipeline.module';
import { RulesModule } from '../features/rules/rules.module';
import { SavedSearchesModule } from '../features/saved-searches/saved-searches.module';
import { SearchModule } from '../features/search/search.module';
import { ShiftModule } from '../features/shift/shift.module';
import { SourcesModule } from '../features/sources/sources.module';
import { StatusModule } from '../features/status/status.module';
import { WatchlistsModule } from '../features/watchlists/watchlists.module';

/** The features with routes of their own, in the order of the document. */
export const DOCUMENTED: readonly Type[] = [
  AccessModule,
  FactorRoutesModule,
  OidcModule,
  PasskeysModule,
  HomeModule,
  ShiftModule,
  AlertsModule,
  AlertViewsModule,
  IncidentsModule,
  PeopleModule,
  SearchModule,
  SavedSearchesModule,
  SourcesModule,
  LedgerModule,
  LastSeenModule,
  EntitiesModule,
  ListsModule,
  WatchlistsModule,
  RulesModule,
  ParkedModule,
  PipelineQuestionsModule,
  StatusModule,
  AuditLogModule,
];
