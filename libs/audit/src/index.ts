export { AuditModule } from './audit.module';
export { AuditTrail, type AuditActor, type AuditedChange } from './audit-trail';
export { withOrigin, type RequestOrigin } from './request-origin';
export { verifyAudit, type AuditVerdict, type BrokenAudit } from './verify-audit';
