export { InMemoryBatchOutcomes } from './in-memory-batch-outcomes';
export { InMemoryClaims } from './in-memory-claims';
