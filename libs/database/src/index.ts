export { createDataSource } from './data-source';
export { databaseConfigSchema, type DatabaseConfig } from './database-config';
export { isDatabaseUnavailable, isUniqueViolation } from './database-error';
export { DatabaseModule } from './database.module';
export { DatabaseReady } from './database-ready';
export { AccountEntity } from './entities/account.entity';
export { AlertViewEntity } from './entities/alert-view.entity';
export { AccountSeenEntity } from './entities/account-seen.entity';
export { AlertEntity, type AlertStatus, type Verdict } from './entities/alert.entity';
export { AlertHistoryEntity, type AlertHistoryKind } from './entities/alert-history.entity';
export { AlertSetEntity, type AlertSetState } from './entities/alert-set.entity';
export { AlertSignalEntity } from './entities/alert-signal.entity';
export { ApiKeyEntity } from './entities/api-key.entity';
export { AuditEntryEntity } from './entities/audit-entry.entity';
export { AuditHeadEntity } from './entities/audit-head.entity';
export { BatchOutcomeEntity } from './entities/batch-outcome.entity';
export { BlockExportEntity } from './entities/block-export.entity';
export { BlockFetchEntity } from './entities/block-fetch.entity';
export { DetectionCheckpointEntity } from './entities/detection-checkpoint.entity';
export { EventExportEntity } from './entities/event-export.entity';
export { HomeDoneEntity } from './entities/home-done.entity';
export { EvidenceChunkEntity, EvidenceCustodyEntity, EvidenceEntity } from './entities/evidence.entity';
export { IdempotencyKeyEntity } from './entities/idempotency-key.entity';
export {
  IncidentAlertEntity,
  IncidentHistoryEntity,
  IncidentItemEntity,
  IncidentMilestoneEntity,
  IncidentPersonEntity,
} from './entities/incident-parts.entity';
export { IncidentEventEntity } from './entities/incident-event.entity';
export { IncidentEntity, type FieldMarks } from './entities/incident.entity';
export { InvitationEntity } from './entities/invitation.entity';
export { LastSeenEntity } from './entities/last-seen.entity';
export { ListEntity, type ListKind, type SignalLevel } from './entities/list.entity';
export { ListFeedEntity } from './entities/list-feed.entity';
export { LedgerClaimEntity } from './entities/ledger-claim.entity';
export { LedgerCountEntity } from './entities/ledger-count.entity';
export { LedgerInstanceEntity } from './entities/ledger-instance.entity';
export { ListEntryEntity } from './entities/list-entry.entity';
export { LoginThrottleEntity } from './entities/login-throttle.entity';
export { ParkedRetryEntity } from './entities/parked-retry.entity';
export { OnShiftEntity } from './entities/on-shift.entity';
export { ParkedEventEntity, type ParkedHead } from './entities/parked-event.entity';
export { PersonalTokenEntity } from './entities/personal-token.entity';
export { RoleEntity } from './entities/role.entity';
export { RuleCountEntity } from './entities/rule-count.entity';
export { RuleSetEntity, type RefusedDocument } from './entities/rule-set.entity';
export { RuleExceptionEntity } from './entities/rule-exception.entity';
export { RuleVersionEntity } from './entities/rule-version.entity';
export { RuleEntity, type RuleKind, type RuleState } from './entities/rule.entity';
export { SavedSearchEntity } from './entities/saved-search.entity';
export { AuthenticatorEntity, RecoveryCodeEntity, SignInStepEntity } from './entities/second-factor.entity';
export { OidcIdentityEntity } from './entities/oidc-identity.entity';
export { PasskeyChallengeEntity, PasskeyEntity } from './entities/passkey.entity';
export { SessionEntity } from './entities/session.entity';
export { SourceAlarmEntity } from './entities/source-alarm.entity';
export { SourceCertificateEntity } from './entities/source-certificate.entity';
export { SourceEntity } from './entities/source.entity';
export { TaskTemplateEntity } from './entities/task-template.entity';
export { migrate } from './migrate';
