import { BackOff, rest } from './back-off';

describe(BackOff.name, () => {
  it('doubles its pauses up to the longest, a fifth shorter at most, and starts anew after a reset', () => {
    const backOff = new BackOff(100, 300);
    for (const full of [100, 200, 300, 300]) {
      const pause = backOff.next();
      expect(pause).toBeLessThanOrEqual(full);
      expect(pause).toBeGreaterThanOrEqual(full * 0.8);
    }
    backOff.reset();
    expect(backOff.next()).toBeLessThanOrEqual(100);
  });
});

describe(rest.name, () => {
  it('tells a full rest from one that was ended', async () => {
    const ended = new AbortController();
    expect(await rest(1, ended.signal)).toBe(true);
    const resting = rest(60_000, ended.signal);
    ended.abort();
    expect(await resting).toBe(false);
  });
});
