import { identifyBursts, type KnownBurst } from './burst-identity';
import type { Occurrence } from './count-window';
import { findBursts } from './find-bursts';

const SPAN = 60_000;
const rule = { counted: 'occurrences', threshold: 3, spanMs: SPAN, maxBurstMs: Infinity } as const;
const happened = (...seconds: number[]): Occurrence[] =>
  seconds.map((second) => ({ at: second * 1_000, times: 1, values: [] }));
const ids = (occurrences: readonly Occurrence[], known: readonly KnownBurst[] = []): string[] =>
  identifyBursts(findBursts(occurrences, rule), known, { spanMs: SPAN, name: (bucket) => `new-${bucket}` }).map(
    ({ id }) => id,
  );

describe(identifyBursts.name, () => {
  it('gives the same occurrences the same names, and two bursts two', () => {
    const twice = happened(0, 1, 2, 30, 61.9, 62, 120);
    expect(ids(twice)).toEqual(ids(twice));
    expect(new Set(ids(happened(0, 1, 2, 61, 62, 63))).size).toBe(2);
  });

  it('knows a burst again that grew at either end', () => {
    const known = [{ id: 'told', from: 120_000, to: 150_000 }];
    expect(ids(happened(119, 120, 130, 150, 170), known)).toEqual(['told']);
  });

  it('keeps the earlier id where two bursts grew into one', () => {
    const known = [
      { id: 'second', from: 100_000, to: 110_000 },
      { id: 'first', from: 0, to: 10_000 },
    ];
    expect(ids(happened(0, 5, 10, 55, 60, 65, 100, 105, 110), known)).toEqual(['first']);
  });

  it('does not take a burst for one that ended before it began', () => {
    expect(ids(happened(500, 501, 502), [{ id: 'old', from: 0, to: 10_000 }])).toEqual(['new-8']);
  });
});
