import { isUnusualSilence, judgeVolume, type FormerDay, type Youth } from './rhythm';

/** A Wednesday. */
const now = new Date('2026-11-25T10:00:00Z');
const MONDAY = new Date('2026-11-23T10:00:00Z');
const days = (count: number, isActive: (day: number) => boolean, longestPause = 1): FormerDay[] =>
  Array.from({ length: count }, (_, index) => {
    const day = index + 1;
    return { day, isKnown: true, isActive: isActive(day), longestPause };
  });
const young: Youth = { knownMinutes: 0, activeMinutes: 0, longestPause: 0 };

describe('an unusual silence', () => {
  it('is one at a time at which the source sent something on former days', () => {
    expect(
      isUnusualSilence(
        now,
        5,
        days(14, () => true),
        young,
      ),
    ).toBe(true);
    expect(
      isUnusualSilence(
        now,
        4,
        days(14, () => true),
        young,
      ),
    ).toBe(false);
  });

  it('is none while it is no longer than twice what the source pauses anyway, on all but the worst days', () => {
    const seldom = days(10, () => true, 12);
    expect(isUnusualSilence(MONDAY, 24, seldom, young)).toBe(false);
    expect(isUnusualSilence(MONDAY, 25, seldom, young)).toBe(true);
    const once = days(13, () => true).map((one) => (one.day === 5 ? { ...one, longestPause: 300 } : one));
    expect(isUnusualSilence(MONDAY, 5, once, young)).toBe(true);
  });

  it('is none where the source is quiet at that time, as at night', () => {
    expect(
      isUnusualSilence(
        now,
        600,
        days(14, () => false),
        young,
      ),
    ).toBe(false);
    expect(
      isUnusualSilence(
        now,
        600,
        days(10, (day) => day > 2),
        young,
      ),
    ).toBe(false);
  });

  it('compares working days with working days', () => {
    // Saturdays and Sundays are 4, 3, 11 and 10 days before this Wednesday.
    const office = days(14, (day) => ![3, 4, 10, 11].includes(day));
    expect(isUnusualSilence(now, 60, office, young)).toBe(true);
    const saturday = new Date('2026-11-28T10:00:00Z');
    const onSaturday = days(14, (day) => ![0, 6].includes(new Date(saturday.getTime() - day * 86_400_000).getUTCDay()));
    expect(isUnusualSilence(saturday, 600, onSaturday, young)).toBe(false);
  });

  it('may be missed once in ten days, because we were away ourselves', () => {
    expect(
      isUnusualSilence(
        now,
        60,
        days(14, (day) => day !== 1),
        young,
      ),
    ).toBe(true);
  });

  it('of a young source is three times its longest pause', () => {
    const known = { knownMinutes: 200, activeMinutes: 100, longestPause: 2 };
    expect(isUnusualSilence(now, 12, [], known)).toBe(true);
    expect(isUnusualSilence(now, 11, [], known)).toBe(false);
    expect(isUnusualSilence(now, 60, [], { ...known, knownMinutes: 100 })).toBe(false);
    expect(isUnusualSilence(now, 60, [], { ...known, activeMinutes: 3 })).toBe(false);
  });

  it('does not count days on which the source was not known', () => {
    const unknown = days(14, () => true).map((day) => ({ ...day, isKnown: false }));
    expect(isUnusualSilence(now, 60, unknown, young)).toBe(false);
  });
});

describe('an unusual drop', () => {
  const hours = (...events: number[]) => events.map((count, index) => ({ day: index + 1, events: count }));

  it('is a fifth of what is usual, and tells what that is', () => {
    expect(judgeVolume(MONDAY, 150, hours(1_000, 900, 1_100, 1_000, 1_000, 1_000, 1_000))).toEqual({
      usual: 1_000,
      isDrop: true,
    });
    expect(judgeVolume(MONDAY, 250, hours(1_000, 900, 1_100, 1_000, 1_000, 1_000, 1_000))?.isDrop).toBe(false);
  });

  it('is none where such hours happen, where little comes, and where little is known', () => {
    expect(judgeVolume(MONDAY, 150, hours(1_000, 200, 1_000, 1_000, 1_000, 200, 1_000))?.isDrop).toBe(false);
    expect(judgeVolume(MONDAY, 0, hours(50, 60, 70, 50))).toBeUndefined();
    expect(judgeVolume(MONDAY, 0, hours(1_000, 1_000))).toBeUndefined();
  });
});
