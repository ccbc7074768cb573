import { barWidth } from './bar-width';

describe(barWidth, () => {
  it.each([
    [0, 1],
    [100_000, 1],
    [15 * 60_000, 10],
    [3_600_000, 60],
    [86_400_000, 900],
    [7 * 86_400_000, 7_200],
    [30 * 86_400_000, 43_200],
    [400 * 86_400_000, 4 * 86_400],
  ])('of %d ms is %d s', (span, width) => expect(barWidth(span)).toBe(width));
});
