import type { Ledger } from '@tocsin/api-contract';

import { differenceOf, FLOW_RANGES, slotsOf, type FlowRange } from './flow-range';

const none = { accepted: 0, stored: 0, duplicate: 0, parked: 0, dropped: 0, inFlight: 0, unexplained: 0 };
const day = FLOW_RANGES.find(({ id }) => id === '24h') as FlowRange;

const ledger = (rows: Ledger['rows']): Ledger => ({
  asOf: '2026-11-24T12:00:00.000Z',
  from: '2026-11-23T12:00:00.000Z',
  to: '2026-11-24T12:00:00.000Z',
  total: none,
  droppedBy: [],
  rows,
});
const row = (at: string, accepted: number, unexplained = 0) => ({ ...none, source: null, at, accepted, unexplained });

describe('the course of a day', () => {
  it('is 240 pieces of six minutes, each the sum of its minutes', () => {
    const slots = slotsOf(
      ledger([row('2026-11-23T12:00:00Z', 10), row('2026-11-23T12:05:00Z', 30, 2), row('2026-11-24T11:54:00Z', 20)]),
      day,
    );
    expect(slots).toHaveLength(240);
    expect(slots[0]).toMatchObject({ from: '2026-11-23T12:00:00.000Z', accepted: 40, unexplained: 2, height: 100 });
    expect(slots.at(-1)).toMatchObject({ to: '2026-11-24T12:00:00.000Z', accepted: 20, height: 50 });
  });

  it('is flat when nothing was accepted', () => {
    expect(slotsOf(ledger([]), day).every(({ height }) => height === 0)).toBe(true);
  });
});

describe('the difference', () => {
  it('is what no term holds', () => {
    const sum = { ...none, accepted: 10, stored: 5, duplicate: 1, parked: 1, dropped: 1, inFlight: 1 };
    expect(differenceOf({ ...sum, unexplained: 1 })).toBe(1);
    expect(differenceOf({ ...sum, accepted: 9 })).toBe(0);
  });
});
