import { lastOf, readTime, writeTime } from './time-words';

const NOW = new Date('2026-11-24T12:04:37.000Z');
const utc = (text: string) => readTime(text, NOW, 'utc')?.toISOString();

describe('a time as people write it', () => {
  it.each([
    ['now', '2026-11-24T12:04:37.000Z'],
    ['-4h', '2026-11-24T08:04:37.000Z'],
    ['- 30s', '2026-11-24T12:04:07.000Z'],
    ['-2w', '2026-11-10T12:04:37.000Z'],
    ['yesterday 18:00', '2026-11-23T18:00:00.000Z'],
    ['Yesterday', '2026-11-23T00:00:00.000Z'],
    ['today 9:30', '2026-11-24T09:30:00.000Z'],
    ['18:00', '2026-11-24T18:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    [' 2026-11-20 09:30:15.250 ', '2026-11-20T09:30:15.250Z'],
    ['2026-11-20T09:30', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20T09:30:00+01:00', '2026-11-20T08:30:00.000Z'],
    ['2026-11-20 09:30:00Z', '2026-11-20T09:30:00.000Z'],
  ])('%j is %s', (text, time) => expect(utc(text)).toBe(time));

  it.each(['', 'tomorrow-ish', '4h', '-4x', '-99999h', '25:00', '2026-02-30', '2026-13-01', '12', '<b>'])(
    '%j is none',
    (text) => expect(utc(text)).toBeUndefined(),
  );

  it('is meant on the clock that is shown', () => {
    const local = readTime('2026-11-20 09:30', NOW, 'local');
    expect(local).toEqual(new Date(2026, 10, 20, 9, 30));
    expect(writeTime(local?.toISOString() ?? '', 'local')).toBe('2026-11-20 09:30:00');
    expect(readTime('yesterday 18:00', NOW, 'local')?.getHours()).toBe(18);
    expect(writeTime('2026-11-20T09:30:15.250Z', 'utc')).toBe('2026-11-20 09:30:15');
  });

  it('may be a span that ends now', () => {
    expect(lastOf('-4h', '')).toBe('4h');
    expect(lastOf(' - 2 W ', 'now')).toBe('2w');
    expect(lastOf('-4h', '-1h')).toBeUndefined();
    expect(lastOf('-30s', 'now')).toBeUndefined();
    expect(lastOf('yesterday', '')).toBeUndefined();
  });
});
