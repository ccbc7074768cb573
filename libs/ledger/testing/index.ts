export { InMemoryBatchOutcomes } from './in-memory-batch-outcomes';
