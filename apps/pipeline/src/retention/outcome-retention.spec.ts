import { InMemoryBatchOutcomes, InMemoryClaims } from '@tocsin/ledger/testing';
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
  it('deletes claims and outcomes that are older than configured, and no other', async () => {
    const clock = new FakeClock();
    const outcomes = new InMemoryBatchOutcomes(() => clock.now());
    await outcomes.record([outcome('old')]);
    const claims = new InMemoryClaims();
    const claim = { batchId: 'b', source: 'web', events: 1, isVoid: false };
    const run = { instance: 'i', frontend: 'fe1', startedAt: clock.now(), statedThrough: 2, isEnding: false };
    await claims.state(run, [{ ...claim, claim: 'i-1', acceptedAt: clock.now() }]);
    clock.advance(1);
    await claims.state(run, [{ ...claim, claim: 'i-2', acceptedAt: clock.now() }]);
    await outcomes.record([outcome('young')]);
    clock.advance(2 * 86_400_000);
    await new OutcomeRetention({ receiptDays: 2 }, outcomes, claims, clock).drop();
    expect(outcomes.outcomes.map(({ batchId }) => batchId)).toEqual(['young']);
    expect([...claims.claims.keys()]).toEqual(['i-2']);
  });
});
