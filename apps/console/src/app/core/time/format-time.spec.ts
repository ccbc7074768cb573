import { ago, clockTime, duration, exactTime, fullTime, listTime, zoneName } from './format-time';

const now = new Date('2026-11-24T12:04:37.412Z');

/** Runs with a browser one hour ahead of UTC. */
function inBerlin(test: () => void): void {
  const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-60);
  test();
  offset.mockRestore();
}

describe('a time in a list', () => {
  it('is the clock alone today', () => {
    expect(listTime(new Date('2026-11-24T00:00:00Z'), 'utc', now)).toBe('00:00:00');
  });

  it('has the day this year, seconds kept', () => {
    expect(listTime(new Date('2026-11-23T12:04:09Z'), 'utc', now)).toBe('23 Nov 12:04:09');
  });

  it('has the full date in another year', () => {
    expect(listTime(new Date('2025-01-02T12:04:09Z'), 'utc', now)).toBe('2025-01-02 12:04:09');
  });

  it('follows the zone, also across midnight', () => {
    inBerlin(() => {
      expect(listTime(new Date('2026-11-23T23:30:00Z'), 'local', now)).toBe('00:30:00');
      expect(listTime(new Date('2026-11-23T23:30:00Z'), 'utc', now)).toBe('23 Nov 23:30:00');
    });
  });
});

describe('everything about a time', () => {
  it('holds milliseconds, the other zone and how long ago it was', () => {
    inBerlin(() => {
      expect(fullTime(new Date('2026-11-24T11:41:07.009Z'), 'utc', now)).toBe(
        '2026-11-24 11:41:07.009 UTC · 2026-11-24 12:41:07.009 +01:00 · 23 min ago',
      );
    });
  });

  it('names the offset of the zone in force', () => {
    expect(zoneName(now, 'utc')).toBe('UTC');
    inBerlin(() => expect(zoneName(now, 'local')).toBe('+01:00'));
    const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(210);
    expect(exactTime(now, 'local')).toBe('2026-11-24 08:34:37.412 −03:30');
    offset.mockRestore();
  });

  it('has the weekday on the clock', () => {
    expect(clockTime(now, 'utc')).toBe('Tue 24 Nov 12:04:37');
  });
});

describe('a length of time', () => {
  it.each([
    [42, '42 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [47 * 3600, '47 h'],
    [48 * 3600, '2 d'],
  ])('of %d s is %s', (seconds, words) => expect(duration(seconds)).toBe(words));

  it('says whether it is past or to come', () => {
    expect(ago(new Date('2026-11-24T12:03:37Z'), now)).toBe('1 min ago');
    expect(ago(new Date('2026-11-24T12:09:38Z'), now)).toBe('in 5 min');
    expect(ago(now, now)).toBe('now');
  });
});
