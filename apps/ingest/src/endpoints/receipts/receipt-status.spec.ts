import { accountedFor, type BatchOutcome } from '@tocsin/ledger';
import { Random } from '@tocsin/testing';

import type { AcceptedBatch } from '../../batches/accepted-batches';
import { batchStatus, receiptStatus, type EventCounts } from './receipt-status';

const claim = (name: string, events = 10): AcceptedBatch => ({ claim: name, source: 'web', events });
function outcome(name: string, patch: Partial<BatchOutcome> = {}): BatchOutcome {
  const counts = { stored: 10, duplicate: 0, parked: 0, dropped: {}, ...patch };
  return { batchId: 'a', claim: name, source: 'web', ...counts, events: accountedFor(counts) };
}
const sum = ({ queued, ...others }: EventCounts) => queued + accountedFor(others);

describe(batchStatus.name, () => {
  it('is queued from acceptance to outcome', () => {
    const queued = {
      id: 'a',
      state: 'queued',
      accepted: 10,
      queued: 10,
      stored: 0,
      duplicate: 0,
      parked: 0,
      dropped: {},
    };
    expect(batchStatus('a', [claim('1')], [])).toEqual(queued);
  });

  it('is done when its outcome is recorded, whether its acceptance is remembered or not', () => {
    const counts = { stored: 4, duplicate: 3, parked: 2, dropped: { noise: 1 } };
    const done = { id: 'a', state: 'done', accepted: 10, queued: 0, ...counts };
    expect(batchStatus('a', [claim('1')], [outcome('1', counts)])).toEqual(done);
    expect(batchStatus('a', [], [outcome('1', counts)])).toEqual(done);
  });

  it('counts every acceptance of a batch that was sent again', () => {
    const [first, again] = [outcome('1'), outcome('2', { stored: 0, duplicate: 10 })];
    expect(batchStatus('a', [claim('1'), claim('2')], [first])).toMatchObject({
      state: 'partly',
      accepted: 20,
      queued: 10,
    });
    expect(batchStatus('a', [], [first, again])).toMatchObject({
      state: 'done',
      accepted: 20,
      stored: 10,
      duplicate: 10,
    });
  });

  it('is unknown when nothing tells of it', () => {
    expect(batchStatus('a', [], [])).toEqual({ id: 'a', state: 'unknown' });
  });

  it('adds up, whatever was accepted and recorded', () => {
    const random = new Random(9);
    for (let count = 0; count < 1_000; count += 1) {
      const claims = Array.from({ length: random.below(4) }, (_, n) => claim(`${n}`, random.below(1_000)));
      const outcomes = Array.from({ length: random.below(4) }, (_, n) =>
        outcome(`${n}`, {
          stored: random.below(9),
          duplicate: random.below(9),
          dropped: { [`rule ${n % 2}`]: random.below(9) },
        }),
      );
      const status = batchStatus('a', claims, outcomes);
      if (status.state !== 'unknown') expect(sum(status)).toBe(status.accepted);
    }
  });
});

describe(receiptStatus.name, () => {
  const [queued, done, unknown] = [
    batchStatus('q', [claim('1')], []),
    batchStatus('d', [], [outcome('1', { dropped: { noise: 1 } })]),
    batchStatus('u', [], []),
  ];

  it('adds up the batches of a request', () => {
    expect(receiptStatus([done, done])).toMatchObject({
      state: 'done',
      accepted: 22,
      stored: 20,
      dropped: { noise: 2 },
    });
    expect(receiptStatus([queued, queued])).toMatchObject({ state: 'queued', accepted: 20, queued: 20 });
    const partly = receiptStatus([queued, done]);
    expect(partly).toMatchObject({
      receipt: 'q,d',
      state: 'partly',
      accepted: 21,
      queued: 10,
      batches: [queued, done],
    });
  });

  it('does not say how many events there are when it does not know all batches', () => {
    const status = receiptStatus([done, unknown]);
    expect(status).toMatchObject({ state: 'partly', stored: 10, batches: [done, { id: 'u', state: 'unknown' }] });
    expect(status).not.toHaveProperty('accepted');
  });

  it('is nothing when it knows none', () => {
    expect(receiptStatus([unknown, unknown])).toBeUndefined();
  });
});
