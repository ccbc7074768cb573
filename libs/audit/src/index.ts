export { AuditModule } from './audit.module';
export { AuditTrail, COMMAND_LINE, type AuditActor, type AuditedChange } from './audit-trail';
export { difference } from './difference';
export { currentOrigin, withOrigin, type RequestOrigin } from './request-origin';
export { verifyAudit, type AuditVerdict, type BrokenAudit } from './verify-audit';
