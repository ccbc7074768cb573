export { accountedFor, type BatchOutcome } from './batch-outcome';
export { BatchOutcomes } from './batch-outcomes';
export { PostgresBatchOutcomes } from './postgres-batch-outcomes';
