import { relativeSpan } from './relative-date';

const now = new Date('2026-03-31T13:45:10.500Z');

function read(text: string): string[] | undefined {
  const span = relativeSpan(text, now);
  return span && [...new Set([span.first, span.last])].map((moment) => new Date(moment).toISOString());
}

describe(relativeSpan.name, () => {
  it.each([
    ['now', '2026-03-31T13:45:10.500Z'],
    ['now-15m', '2026-03-31T13:30:10.500Z'],
    ['now-7d', '2026-03-24T13:45:10.500Z'],
    ['now+2h', '2026-03-31T15:45:10.500Z'],
    ['now-2H', '2026-03-31T11:45:10.500Z'],
    ['now-d', '2026-03-30T13:45:10.500Z'],
    ['now-1w+10s', '2026-03-24T13:45:20.500Z'],
    ['now-1M', '2026-02-28T13:45:10.500Z'],
    ['now-13M', '2025-02-28T13:45:10.500Z'],
    ['now+11M', '2027-02-28T13:45:10.500Z'],
    ['now-1y', '2025-03-31T13:45:10.500Z'],
  ])('reads %s as %s', (text, moment) => {
    expect(read(text)).toEqual([moment]);
  });

  it.each([
    ['now/s', '2026-03-31T13:45:10.000Z', '2026-03-31T13:45:10.999Z'],
    ['now/m', '2026-03-31T13:45:00.000Z', '2026-03-31T13:45:59.999Z'],
    ['now/h', '2026-03-31T13:00:00.000Z', '2026-03-31T13:59:59.999Z'],
    ['now-1d/d', '2026-03-30T00:00:00.000Z', '2026-03-30T23:59:59.999Z'],
    ['now/w', '2026-03-30T00:00:00.000Z', '2026-04-05T23:59:59.999Z'],
    ['now-1M/M', '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    ['now/y', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
  ])('reads %s as the time from %s to %s', (text, first, last) => {
    expect(read(text)).toEqual([first, last]);
  });

  it.each([
    'Now',
    'now-',
    'now-1',
    'now-1x',
    'now/',
    'now/d/d',
    'now/d-1h',
    'now-1.5h',
    'now 1d',
    'now-999999y',
    'now+9000y',
  ])('does not read %s', (text) => {
    expect(relativeSpan(text, now)).toBeUndefined();
  });
});
