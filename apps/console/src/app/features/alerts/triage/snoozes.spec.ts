import { SNOOZES, snoozeTrouble } from './snoozes';

const now = new Date(2026, 10, 24, 22, 30);

describe('how long an alert may wait', () => {
  it('is an hour, until the next morning here, or a week', () => {
    expect(SNOOZES.map(({ end }) => end(now))).toEqual([
      new Date(2026, 10, 24, 23, 30),
      new Date(2026, 10, 25, 8),
      new Date(now.getTime() + 7 * 86_400_000),
    ]);
  });

  it.each([
    [new Date(NaN), 'Choose a date'],
    [now, 'has passed'],
    [new Date(2027, 2, 1), 'within 90 days'],
    [new Date(2026, 11, 1), ''],
  ])('until %s is judged', (until, words) => {
    const trouble = snoozeTrouble(until, now);
    expect(words === '' ? trouble === '' : trouble.includes(words)).toBe(true);
  });
});
