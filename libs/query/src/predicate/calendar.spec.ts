import { UNITS } from './calendar';

describe('units of a moment', () => {
  it.each([
    ['2026-08-05T03:59:59Z', [59, 3, 5, 32, 8, 2026]],
    ['2027-01-01T00:00:00Z', [0, 0, 1, 53, 1, 2027]],
    ['2024-12-30T23:00:00Z', [0, 23, 30, 1, 12, 2024]],
  ])('of %s are those of the calendar in UTC', (time, expected) => {
    expect(Object.values(UNITS).map((unit) => unit(Date.parse(time)))).toEqual(expected);
  });
});
