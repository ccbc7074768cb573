import { alertOf, amendAlert, foldSignal, isWithin } from './fold-signal';
import { aSignal } from './testing/a-signal';

const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;
const burst = (id: string, from: number, to: number, eventCount = 10): ReturnType<typeof aSignal> =>
  aSignal(id, { at: at(to), reason: `${eventCount} of ${id}`, eventCount, window: { from: at(from), to: at(to) } });

describe('an alert', () => {
  it('lasts from the beginning of the first window to the end of the last', () => {
    const alert = foldSignal(alertOf(burst('b', 20, 25)), burst('a', 5, 8));
    expect([alert.firstAt, alert.lastAt]).toEqual([new Date(at(5)), new Date(at(25))]);
  });

  it('shows the reason and proof of the latest signal in event time, whichever came last', () => {
    const alert = foldSignal(alertOf(burst('b', 20, 25)), burst('a', 5, 8));
    expect(alert).toMatchObject({ reason: '10 of b', lastProof: null, signalCount: 2, eventCount: 20 });
  });

  it('grows with its only signal', () => {
    const first = burst('a', 5, 8);
    const alert = amendAlert(alertOf(first), burst('a', 4, 9, 15), first.proof);
    expect(alert).toMatchObject({
      eventCount: 15,
      signalCount: 1,
      reason: '15 of a',
      proof: { eventCount: 15 },
      lastProof: null,
    });
    expect([alert.firstAt, alert.lastAt]).toEqual([new Date(at(4)), new Date(at(9))]);
  });

  it('keeps the latest proof and reason when an earlier signal grows', () => {
    const first = burst('a', 5, 8);
    const both = foldSignal(alertOf(first), burst('b', 20, 25));
    const alert = amendAlert(both, burst('a', 4, 8, 12), first.proof);
    expect(alert).toMatchObject({
      eventCount: 22,
      reason: '10 of b',
      proof: { eventCount: 12 },
      lastProof: { eventCount: 10 },
    });
  });

  it('takes signals as near to its span as the window allows, on both sides', () => {
    const alert = alertOf(burst('a', 5, 8));
    const minutes = 60_000;
    expect(isWithin(alert, aSignal('x', { at: at(18) }), 10 * minutes)).toBe(true);
    expect(isWithin(alert, aSignal('x', { at: at(19) }), 10 * minutes)).toBe(false);
    expect(isWithin(alert, aSignal('x', { at: at(0) }), 5 * minutes)).toBe(true);
  });
});
