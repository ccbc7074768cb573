import { AccountEntity } from './account.entity';
import { AccountSeenEntity } from './account-seen.entity';
import { AlertViewEntity } from './alert-view.entity';
import { AlertEntity } from './alert.entity';
import { AlertHistoryEntity } from './alert-history.entity';
import { AlertSetEntity, AlertSetMemberEntity } from './alert-set.entity';
import { AlertSignalEntity } from './alert-signal.entity';
import { ApiKeyEntity } from './api-key.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { AuditHeadEntity } from './audit-head.entity';
import { BatchOutcomeEntity } from './batch-outcome.entity';
import { BlockExportEntity } from './block-export.entity';
import { BlockFetchEntity } from './block-fetch.entity';
import { DetectionCheckpointEntity } from './detection-checkpoint.entity';
import { EventExportEntity } from './event-export.entity';
import { HomeDoneEntity } from './home-done.entity';
import { EvidenceChunkEntity, EvidenceCustodyEntity, EvidenceEntity } from './evidence.entity';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import {
  IncidentAlertEntity,
  IncidentHistoryEntity,
  IncidentItemEntity,
  IncidentMilestoneEntity,
  IncidentPersonEntity,
  IncidentReadEntity,
} from './incident-parts.entity';
import { IncidentEventEntity } from './incident-event.entity';
import { IncidentEntity, IncidentYearEntity } from './incident.entity';
import { InvitationEntity } from './invitation.entity';
import { LastSeenEntity } from './last-seen.entity';
import { LedgerClaimEntity } from './ledger-claim.entity';
import { LedgerCountEntity } from './ledger-count.entity';
import { LedgerDroppedEntity } from './ledger-dropped.entity';
import { LedgerInstanceEntity } from './ledger-instance.entity';
import { ListEntryEntity } from './list-entry.entity';
import { ListFeedEntity } from './list-feed.entity';
import { ListEntity } from './list.entity';
import { LoginThrottleEntity } from './login-throttle.entity';
import { OidcIdentityEntity } from './oidc-identity.entity';
import { OnShiftEntity } from './on-shift.entity';
import { ParkedEventEntity } from './parked-event.entity';
import { ParkedRetryEntity } from './parked-retry.entity';
import { PersonalTokenEntity } from './personal-token.entity';
import { PoisonNoteEntity } from './poison-note.entity';
import { PasskeyChallengeEntity, PasskeyEntity } from './passkey.entity';
import { RoleEntity } from './role.entity';
import { RuleCountEntity } from './rule-count.entity';
import { RuleSetEntity } from './rule-set.entity';
import { RuleExceptionEntity } from './rule-exception.entity';
import { RuleVersionEntity } from './rule-version.entity';
import { RuleEntity } from './rule.entity';
import { SavedSearchEntity } from './saved-search.entity';
import { AuthenticatorEntity, RecoveryCodeEntity, SignInStepEntity } from './second-factor.entity';
import { SenderVersionEntity } from './sender-version.entity';
import { SessionEntity } from './session.entity';
import { TextContentEntity, TextSnapshotEntity, TextUpdateEntity, TextVersionEntity } from './shared-text.entity';
import { SightedBatchEntity } from './sighted-batch.entity';
import { SightingJournalEntity } from './sighting-journal.entity';
import { SourceAlarmEntity } from './source-alarm.entity';
import { SourceCertificateEntity } from './source-certificate.entity';
import { SourceEntity } from './source.entity';
import { TaskTemplateEntity } from './task-template.entity';

/** Every table there is. */
export const ENTITIES = [
  AccountEntity,
  AccountSeenEntity,
  AlertEntity,
  AlertHistoryEntity,
  AlertSetEntity,
  AlertSetMemberEntity,
  AlertSignalEntity,
  AlertViewEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  AuthenticatorEntity,
  AuditHeadEntity,
  BatchOutcomeEntity,
  BlockExportEntity,
  BlockFetchEntity,
  DetectionCheckpointEntity,
  EventExportEntity,
  HomeDoneEntity,
  EvidenceChunkEntity,
  EvidenceCustodyEntity,
  EvidenceEntity,
  IdempotencyKeyEntity,
  IncidentAlertEntity,
  IncidentEntity,
  IncidentEventEntity,
  IncidentHistoryEntity,
  IncidentItemEntity,
  IncidentMilestoneEntity,
  IncidentPersonEntity,
  IncidentReadEntity,
  IncidentYearEntity,
  InvitationEntity,
  LastSeenEntity,
  ListEntity,
  LedgerClaimEntity,
  LedgerCountEntity,
  LedgerDroppedEntity,
  LedgerInstanceEntity,
  ListEntryEntity,
  ListFeedEntity,
  LoginThrottleEntity,
  OidcIdentityEntity,
  OnShiftEntity,
  ParkedEventEntity,
  ParkedRetryEntity,
  PersonalTokenEntity,
  PoisonNoteEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  RoleEntity,
  RuleCountEntity,
  RuleEntity,
  RuleSetEntity,
  RuleExceptionEntity,
  RuleVersionEntity,
  SavedSearchEntity,
  SenderVersionEntity,
  SessionEntity,
  SightedBatchEntity,
  SignInStepEntity,
  TextContentEntity,
  TextSnapshotEntity,
  TextUpdateEntity,
  TextVersionEntity,
  SightingJournalEntity,
  SourceAlarmEntity,
  SourceCertificateEntity,
  SourceEntity,
  TaskTemplateEntity,
];
