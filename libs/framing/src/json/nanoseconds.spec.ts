import { timeOfNanos } from './nanoseconds';

describe(timeOfNanos.name, () => {
  it.each([
    ['1700000000123456789', '2023-11-14T22:13:20.123456789Z'],
    ['1700000000123000000', '2023-11-14T22:13:20.123000000Z'],
    ['1', '1970-01-01T00:00:00.000000001Z'],
    ['18446744073709551615', '2554-07-21T23:34:33.709551615Z'],
    [1_700_000_000_000_000_000, '2023-11-14T22:13:20.000000000Z'],
  ])('writes %s with all its digits', (nanos, time) => {
    expect(timeOfNanos(nanos)).toBe(time);
  });

  it.each([0, '0', '', '-5', '1e9', '2023-11-14', null, undefined, 1.5])('has none for %j', (nanos) => {
    expect(timeOfNanos(nanos)).toBeUndefined();
  });
});
