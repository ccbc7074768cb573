import { CreateAccess1795478400000 } from './1795478400000-create-access';
import { CreateSources1795478460000 } from './1795478460000-create-sources';
import { CreateWatchlists1795478520000 } from './1795478520000-create-watchlists';
import { CreateParkedEvents1795478580000 } from './1795478580000-create-parked-events';
import { CreateAlerts1795478640000 } from './1795478640000-create-alerts';
import { IndexAlertStatus1795478700000 } from './1795478700000-index-alert-status';
import { ExtendSources1795478820000 } from './1795478820000-extend-sources';
import { CreateBatchOutcomes1795479000000 } from './1795479000000-create-batch-outcomes';
import { CreateLists1795480000000 } from './1795480000000-create-lists';
import { CreateListFeeds1795480600000 } from './1795480600000-create-list-feeds';
import { CreateLastSeen1795482000000 } from './1795482000000-create-last-seen';
import { CreateRules1795483000000 } from './1795483000000-create-rules';
import { CreateAudit1795484000000 } from './1795484000000-create-audit';
import { ExtendAlerts1795485000000 } from './1795485000000-extend-alerts';
import { IndexAlertFilters1795485100000 } from './1795485100000-index-alert-filters';
import { ManageAccounts1795487000000 } from './1795487000000-manage-accounts';
import { CreateIncidents1795492000000 } from './1795492000000-create-incidents';
import { CreateIncidentReads1795492100000 } from './1795492100000-create-incident-reads';
import { CreateIdempotencyKeys1795497000000 } from './1795497000000-create-idempotency-keys';
import { CreateLedger1795500000000 } from './1795500000000-create-ledger';
import { ExtendParkedEvents1795501000000 } from './1795501000000-extend-parked-events';
import { CreateRoles1795502000000 } from './1795502000000-create-roles';
import { CreateSharedTexts1795503000000 } from './1795503000000-create-shared-texts';
import { CreateAlertSets1795504000000 } from './1795504000000-create-alert-sets';
import { CreateSecondFactors1795504100000 } from './1795504100000-create-second-factors';
import { CreateOidcIdentities1795504300000 } from './1795504300000-create-oidc-identities';
import { CreatePasskeys1795504500000 } from './1795504500000-create-passkeys';
import { CreateBlockLists1795505100000 } from './1795505100000-create-block-lists';
import { IndexAlertEntity1795505200000 } from './1795505200000-index-alert-entity';
import { CreateEventExports1795506100000 } from './1795506100000-create-event-exports';
import { CreateSavedSearches1795506200000 } from './1795506200000-create-saved-searches';
import { CountDocuments1795509000000 } from './1795509000000-count-documents';
import { CreatePoisonNotes1795509100000 } from './1795509100000-create-poison-notes';
import { CreateSourceAlarms1795509200000 } from './1795509200000-create-source-alarms';
import { CreatePersonalTokens1795509300000 } from './1795509300000-create-personal-tokens';
import { IndexAlertSeverityRank1795510000000 } from './1795510000000-index-alert-severity-rank';
import { CreateAlertViews1795510100000 } from './1795510100000-create-alert-views';
import { IndexAlertSnoozes1795510200000 } from './1795510200000-index-alert-snoozes';
import { IndexRelated1795511000000 } from './1795511000000-index-related';
import { CreateRuleExceptions1795511100000 } from './1795511100000-create-rule-exceptions';
import { CreateEvidence1795512000000 } from './1795512000000-create-evidence';
import { CreateIncidentEvents1795512100000 } from './1795512100000-create-incident-events';
import { FreeCustody1795512200000 } from './1795512200000-free-custody';
import { CreateTaskTemplates1795513000000 } from './1795513000000-create-task-templates';
import { AddIncidentContact1795513100000 } from './1795513100000-add-incident-contact';
import { KeepTextVersions1795514000000 } from './1795514000000-keep-text-versions';
import { CreateHome1795515000000 } from './1795515000000-create-home';
import { CreateOnShift1795515100000 } from './1795515100000-create-on-shift';
import { CreateCustomRoles1795516000000 } from './1795516000000-create-custom-roles';
import { RememberProviderSessions1795516100000 } from './1795516100000-remember-provider-sessions';
import { TellWhenClaimsWereCounted1795517000000 } from './1795517000000-tell-when-claims-were-counted';
import { NameSubjectsOfAlarms1795517100000 } from './1795517100000-name-subjects-of-alarms';
import { TellWhichClaimsAreAside1795517200000 } from './1795517200000-tell-which-claims-are-aside';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  CreateAccess1795478400000,
  CreateSources1795478460000,
  CreateWatchlists1795478520000,
  CreateParkedEvents1795478580000,
  CreateAlerts1795478640000,
  IndexAlertStatus1795478700000,
  ExtendSources1795478820000,
  CreateBatchOutcomes1795479000000,
  CreateLists1795480000000,
  CreateListFeeds1795480600000,
  CreateLastSeen1795482000000,
  CreateRules1795483000000,
  CreateAudit1795484000000,
  ExtendAlerts1795485000000,
  IndexAlertFilters1795485100000,
  ManageAccounts1795487000000,
  CreateIncidents1795492000000,
  CreateIncidentReads1795492100000,
  CreateIdempotencyKeys1795497000000,
  CreateLedger1795500000000,
  ExtendParkedEvents1795501000000,
  CreateRoles1795502000000,
  CreateSharedTexts1795503000000,
  CreateAlertSets1795504000000,
  CreateSecondFactors1795504100000,
  CreateOidcIdentities1795504300000,
  CreatePasskeys1795504500000,
  CreateBlockLists1795505100000,
  IndexAlertEntity1795505200000,
  CreateEventExports1795506100000,
  CreateSavedSearches1795506200000,
  CountDocuments1795509000000,
  CreatePoisonNotes1795509100000,
  CreateSourceAlarms1795509200000,
  CreatePersonalTokens1795509300000,
  IndexAlertSeverityRank1795510000000,
  CreateAlertViews1795510100000,
  IndexAlertSnoozes1795510200000,
  IndexRelated1795511000000,
  CreateRuleExceptions1795511100000,
  CreateEvidence1795512000000,
  CreateIncidentEvents1795512100000,
  FreeCustody1795512200000,
  CreateTaskTemplates1795513000000,
  AddIncidentContact1795513100000,
  KeepTextVersions1795514000000,
  CreateHome1795515000000,
  CreateOnShift1795515100000,
  CreateCustomRoles1795516000000,
  RememberProviderSessions1795516100000,
  TellWhenClaimsWereCounted1795517000000,
  NameSubjectsOfAlarms1795517100000,
  TellWhichClaimsAreAside1795517200000,
];
