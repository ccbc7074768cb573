export { accountedFor, type BatchOutcome } from './outcomes/batch-outcome';
export type { Sighting } from './outcomes/sighting';
export { BatchOutcomes } from './outcomes/batch-outcomes';
export { PostgresBatchOutcomes } from './outcomes/postgres-batch-outcomes';
export type { Claim, FrontendRun } from './claims/claim';
export { Claims } from './claims/claims';
export { PostgresClaims } from './claims/postgres-claims';
export { Reconciliation, type UnexplainedBatch } from './book/reconciliation';
export { LedgerBook, type BookRange, type BookSum } from './book/ledger-book';
