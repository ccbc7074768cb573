export { accountedFor, type BatchOutcome } from './batch-outcome';
export type { Sighting } from './sighting';
export { BatchOutcomes } from './batch-outcomes';
export { PostgresBatchOutcomes } from './postgres-batch-outcomes';
