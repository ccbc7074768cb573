import { measuresOf } from './incident-measures';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 12, minute));
const NOW = at(60);

describe(measuresOf.name, () => {
  it('says how long each took', () => {
    const times = { occurred: at(0), detected: at(10), reported: at(12), contained: at(30), closed: at(50) };
    expect(measuresOf(times, NOW, true)).toEqual({
      ttd: { seconds: 600, isRunning: false },
      tta: { seconds: 120, isRunning: false },
      ttc: { seconds: 1_200, isRunning: false },
      ttr: { seconds: 2_400, isRunning: false },
    });
  });

  it('lets run what has not ended', () => {
    const { ttc, ttr } = measuresOf({ detected: at(10) }, NOW, false);
    expect([ttc, ttr]).toEqual([
      { seconds: 3_000, isRunning: true },
      { seconds: 3_000, isRunning: true },
    ]);
  });

  it('does not tell what cannot be told', () => {
    expect(measuresOf({ contained: at(3) }, NOW, false)).toEqual({ ttd: null, tta: null, ttc: null, ttr: null });
    expect(measuresOf({ detected: at(3) }, NOW, true).ttc).toBeNull();
  });

  it('tells that something was reported before it was detected', () => {
    expect(measuresOf({ detected: at(10), reported: at(8) }, NOW, false).tta).toEqual({
      seconds: -120,
      isRunning: false,
    });
  });
});
