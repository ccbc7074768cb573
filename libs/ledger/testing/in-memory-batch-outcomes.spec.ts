import { describeBatchOutcomesContract } from './batch-outcomes-contract';
import { InMemoryBatchOutcomes } from './in-memory-batch-outcomes';

describe(InMemoryBatchOutcomes.name, () => {
  describeBatchOutcomesContract((clock) => new InMemoryBatchOutcomes(() => clock.now()));
});
