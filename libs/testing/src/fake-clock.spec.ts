import { FakeClock } from './fake-clock';

describe(FakeClock.name, () => {
  it('stands still until it is moved', () => {
    const clock = new FakeClock('2026-01-01T00:00:00.000Z');
    const before = clock.now();
    clock.advance(90_000);
    expect(before.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2026-01-01T00:01:30.000Z');
  });

  it('can be set to any time, also an earlier one', () => {
    const clock = new FakeClock();
    clock.set('2020-02-29T12:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2020-02-29T12:00:00.000Z');
  });
});
