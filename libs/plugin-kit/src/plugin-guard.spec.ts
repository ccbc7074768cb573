import { PluginGuard } from './plugin-guard';

const SECOND = 1_000;

describe(PluginGuard.name, () => {
  let now: number;
  const guardOf = (onFailure: 'skip' | 'park' = 'skip') => new PluginGuard({ onFailure, budgetMicros: 100 }, () => now);
  const good = { shown: 200, claimed: 200, failed: 0, seconds: 0.001 };
  const bad = { ...good, failed: 150 };
  const slow = { ...good, seconds: 0.1 };

  beforeEach(() => {
    now = 0;
  });

  it('lets a plug-in work that fails now and then', () => {
    const guard = guardOf();
    for (let n = 0; n < 20; n += 1) guard.note({ ...good, failed: 80 });
    expect(guard.isBypassed).toBe(false);
  });

  it('passes over one that fails on half of what it claims, and says how often', () => {
    const guard = guardOf();
    guard.note(bad);
    expect(guard.isBypassed).toBe(true);
    expect(guard.reason).toBe('it failed on 150 of 200 events');
  });

  it('does not judge by a few events', () => {
    const guard = guardOf();
    guard.note({ shown: 99, claimed: 99, failed: 99, seconds: 0.001 });
    expect(guard.isBypassed).toBe(false);
    guard.note({ shown: 1, claimed: 1, failed: 1, seconds: 0.001 });
    expect(guard.isBypassed).toBe(true);
  });

  it('passes over one that costs more than its budget, but not for one slow pass', () => {
    const guard = guardOf();
    for (const figures of [slow, slow, good, slow, slow]) guard.note(figures);
    expect(guard.isBypassed).toBe(false);
    guard.note(slow);
    expect(guard.isBypassed).toBe(true);
    expect(guard.reason).toBe('it takes 500 µs for an event, more than the 100 it may');
  });

  it('tries again after a pause, and lets it work again when it is better', () => {
    const guard = guardOf();
    guard.note(bad);
    now = 29 * SECOND;
    expect(guard.isBypassed).toBe(true);
    now = 30 * SECOND;
    expect(guard.isBypassed).toBe(false);
    guard.note({ ...good, shown: 3, claimed: 3 });
    expect(guard.reason).toBe('');
    expect(guard.isBypassed).toBe(false);
  });

  it('waits twice as long after each trial that fails, up to ten minutes', () => {
    const guard = guardOf();
    guard.note(bad);
    const pauses = [60, 120, 240, 480, 600, 600].map((seconds) => seconds * SECOND);
    now = 30 * SECOND;
    for (const pause of pauses) {
      expect(guard.isBypassed).toBe(false);
      guard.note({ shown: 1, claimed: 1, failed: 1, seconds: 0.001 });
      now += pause - 1;
      expect(guard.isBypassed).toBe(true);
      now += 1;
    }
  });

  it('passes over one that had to be stopped three times', () => {
    const guard = guardOf();
    guard.noteHang(10);
    guard.noteHang(10);
    expect(guard.isBypassed).toBe(false);
    guard.noteHang(10);
    expect(guard.isBypassed).toBe(true);
    expect(guard.reason).toBe('it did not end within 10 s, 3 times');
  });

  it('never passes over one whose failures park events', () => {
    const guard = guardOf('park');
    guard.note(bad);
    for (let n = 0; n < 5; n += 1) guard.noteHang(10);
    expect(guard.isBypassed).toBe(false);
  });
});
