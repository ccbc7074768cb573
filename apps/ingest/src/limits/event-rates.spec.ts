import { FakeClock } from '@tocsin/testing';

import { EventRates } from './event-rates';

let clock: FakeClock;
let rates: EventRates;
beforeEach(() => {
  clock = new FakeClock();
  rates = new EventRates(clock, {});
});

describe(EventRates.name, () => {
  it('lets a source without a limit send as it likes', () => {
    expect(rates.admit('web', null)).toBeUndefined();
    expect(rates.admit('web', undefined)).toBeUndefined();
  });

  it('holds a source without a limit of its own to that of every source', () => {
    rates = new EventRates(clock, { maxEventsPerSecondPerSource: 10 });
    rates.admit('web', null)?.charge(30);
    expect(() => rates.admit('web', null)).toThrow('10 events a second');
    rates.admit('vpn', 1_000)?.charge(30);
    expect(() => rates.admit('vpn', 1_000)).not.toThrow();
  });

  it('takes a request however many events it has, and then none until they are paid for', () => {
    rates.admit('web', 100)?.charge(450);
    const refused = () => rates.admit('web', 100);
    expect(refused).toThrow(
      expect.objectContaining({ status: 429, code: 'busy.events', retryAfterMs: 3_500 }) as Error,
    );
    expect(refused).toThrow('Send the same again in 4 s.');
    clock.advance(3_499);
    expect(refused).toThrow('in 1 s');
    clock.advance(1);
    expect(refused).not.toThrow();
  });

  it('keeps to the rate over time, whatever the size of requests', () => {
    let sent = 0;
    for (let ms = 0; ms < 60_000; ms += 10) {
      try {
        rates.admit('web', 200)?.charge(37);
        sent += 37;
      } catch {
        // Refused; the client comes again.
      }
      clock.advance(10);
    }
    expect(sent).toBeGreaterThanOrEqual(60 * 200);
    expect(sent).toBeLessThanOrEqual(61 * 200 + 37);
  });

  it('saves up no more than the events of a second', () => {
    rates.admit('web', 100);
    clock.advance(3_600_000);
    rates.admit('web', 100)?.charge(101);
    expect(rates.admit.bind(rates, 'web', 100)).toThrow('ahead of that');
  });

  it('charges each source for its own events', () => {
    rates.admit('greedy', 10)?.charge(1_000);
    expect(() => rates.admit('modest', 10)).not.toThrow();
  });

  it('follows a limit that is changed, also to none', () => {
    rates.admit('web', 10)?.charge(110);
    expect(() => rates.admit('web', 1_000)).toThrow('in 1 s');
    expect(rates.admit('web', null)).toBeUndefined();
    expect(() => rates.admit('web', 10)).not.toThrow();
  });

  it('is not confused by a clock that is set back', () => {
    const rate = rates.admit('web', 10);
    rate?.charge(20);
    clock.advance(-3_600_000);
    expect(rate?.debtMs).toBe(1_000);
    clock.advance(1_000);
    expect(rate?.debtMs).toBe(0);
  });
});
