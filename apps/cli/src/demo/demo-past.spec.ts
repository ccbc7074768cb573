import { dayBefore } from './demo-past';

const now = new Date('2026-11-24T10:00:00Z');
const half = (): number => 0.5;

describe(dayBefore.name, () => {
  it('tells of each hour but the last, in order, and of nothing that is still to come', () => {
    const hours = dayBefore(half, now);
    expect(hours).toHaveLength(23);
    const times = hours.map((events) => events.map(({ timestamp }) => Date.parse(String(timestamp))));
    for (const [index, own] of times.entries()) {
      expect(Math.max(...own)).toBeLessThanOrEqual(now.getTime());
      expect(Math.min(...own)).toBeGreaterThanOrEqual(now.getTime() - 24 * 3_600_000);
      if (index > 0) expect(Math.min(...own)).toBeGreaterThan(Math.min(...(times[index - 1] ?? [])));
    }
  });

  it('hides an attack of each kind', () => {
    const text = JSON.stringify(dayBefore(half, now));
    for (const words of [
      'Accepted password for root',
      'Invalid user admin',
      'shell.php',
      'promiscuous',
      '203.0.113.66',
    ])
      expect(text).toContain(words);
  });
});
