import { InMemoryBatchOutcomes } from '@tocsin/ledger/testing';
import { FakeClock } from '@tocsin/testing';

import { OutcomeRetention } from './outcome-retention';

const outcome = (batchId: string) => ({
  batchId,
  claim: '',
  source: 'web',
  events: 1,
  stored: 1,
  duplicate: 0,
  parked: 0,
  dropped: {},
});

describe(OutcomeRetention.name, () => {
  it('deletes outcomes that are older than configured, and no other', async () => {
    const clock = new FakeClock();
    const outcomes = new InMemoryBatchOutcomes(() => clock.now());
    await outcomes.record([outcome('old')]);
    clock.advance(1);
    await outcomes.record([outcome('young')]);
    clock.advance(2 * 86_400_000);
    await new OutcomeRetention({ receiptDays: 2 }, outcomes, clock).drop();
    expect(outcomes.outcomes.map(({ batchId }) => batchId)).toEqual(['young']);
  });
});
