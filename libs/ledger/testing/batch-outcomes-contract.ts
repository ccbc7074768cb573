import { FakeClock } from '@tocsin/testing';

import { accountedFor, type BatchOutcome } from '../src/outcomes/batch-outcome';
import type { BatchOutcomes } from '../src/outcomes/batch-outcomes';

const DAY_MS = 86_400_000;

function anOutcome(patch: Partial<BatchOutcome> = {}): BatchOutcome {
  const outcome = {
    batchId: 'a',
    claim: '1',
    source: 'web',
    stored: 7,
    duplicate: 2,
    parked: 1,
    dropped: {},
    ...patch,
  };
  return { ...outcome, events: accountedFor(outcome) };
}

/** What every keeper of outcomes owes the pipeline and those who ask. */
export function describeBatchOutcomesContract(
  make: (clock: FakeClock) => Promise<BatchOutcomes> | BatchOutcomes,
): void {
  describe('the contract of outcomes', () => {
    let clock: FakeClock;
    let outcomes: BatchOutcomes;
    beforeEach(async () => {
      clock = new FakeClock();
      outcomes = await make(clock);
    });

    it('gives back what was recorded, also by which rules events were dropped', async () => {
      const one = anOutcome({ dropped: { 'parked-cap': 3, noise: 4 } });
      const other = anOutcome({ batchId: 'b', claim: '' });
      await outcomes.record([one, other]);
      expect(await outcomes.find(['a'], 'web')).toEqual([one]);
      expect(new Set(await outcomes.find(['a', 'b', 'c'], 'web'))).toEqual(new Set([one, other]));
    });

    it('keeps the first outcome of a delivery, within one call and over calls', async () => {
      const first = anOutcome({ stored: 10, duplicate: 0, parked: 0 });
      const again = anOutcome({ stored: 0, duplicate: 10, parked: 0 });
      await outcomes.record([first, again]);
      await outcomes.record([again, anOutcome({ batchId: 'b' })]);
      expect(await outcomes.find(['a'], 'web')).toEqual([first]);
      expect(await outcomes.find(['b'], 'web')).toHaveLength(1);
    });

    it('keeps an outcome of its own for a batch that was accepted again', async () => {
      await outcomes.record([anOutcome({ stored: 10, duplicate: 0, parked: 0 })]);
      await outcomes.record([anOutcome({ claim: '2', stored: 0, duplicate: 10, parked: 0 })]);
      const found = await outcomes.find(['a'], 'web');
      expect(found.map(({ claim, stored, duplicate }) => [claim, stored, duplicate]).sort()).toEqual([
        ['1', 10, 0],
        ['2', 0, 10],
      ]);
    });

    it('tells nothing of the batches of another source', async () => {
      await outcomes.record([anOutcome({ source: 'mail' })]);
      expect(await outcomes.find(['a'], 'web')).toEqual([]);
    });

    it('records nothing and finds nothing when asked for nothing', async () => {
      await outcomes.record([]);
      expect(await outcomes.find([], 'web')).toEqual([]);
    });

    it('deletes what was recorded before a time, and nothing else', async () => {
      await outcomes.record(Array.from({ length: 25 }, (_, n) => anOutcome({ batchId: `old ${n}` })));
      clock.advance(DAY_MS);
      await outcomes.record([anOutcome({ batchId: 'new' })]);
      expect(await outcomes.deleteBefore(clock.now())).toBe(25);
      expect(await outcomes.find(['old 0', 'new'], 'web')).toMatchObject([{ batchId: 'new' }]);
    });
  });
}
