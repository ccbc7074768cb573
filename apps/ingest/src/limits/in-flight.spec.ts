import { SystemClock } from '@tocsin/clock';
import { Metrics } from '@tocsin/observability';

import { IngestMetrics } from '../ingest.metrics';
import { EventRate } from './event-rates';
import { InFlight } from './in-flight';

const LIMITS = { maxRequests: 3, maxRequestsPerSource: 2, maxBytes: 100, maxBytesPerSource: 60, patienceMs: 20 };
const inFlight = (limits = LIMITS) => new InFlight(limits, new IngestMetrics(new Metrics()));

describe(InFlight.name, () => {
  it('refuses more requests of one source than allowed, while others get in', () => {
    const load = inFlight();
    const first = load.admit('greedy');
    load.admit('greedy');
    expect(() => load.admit('greedy')).toThrow('of this source');
    expect(() => load.admit('modest')).not.toThrow();
    expect(() => load.admit('third')).toThrow('of all sources together');
    first.release();
    expect(() => load.admit('greedy')).not.toThrow();
  });

  it('lets a source that holds too much wait until something is confirmed', async () => {
    const load = inFlight({ ...LIMITS, patienceMs: 10_000 });
    const greedy = load.admit('greedy');
    const modest = load.admit('modest');
    greedy.arrive(70);
    expect([greedy.isCrowded, modest.isCrowded]).toEqual([true, false]);
    const confirm = greedy.batchLeaves(65, 1);
    const room = greedy.room();
    confirm();
    await room;
    expect(greedy.isCrowded).toBe(false);
  });

  it('gives a source the limits of its own', () => {
    const load = inFlight();
    const own = { maxRequests: 1, maxBytes: 10 };
    const small = load.admit('small', own);
    expect(() => load.admit('small', own)).toThrow('of this source');
    small.arrive(10);
    expect(small.isCrowded).toBe(true);
    const large = load.admit('large', { maxRequests: null, maxBytes: 90 });
    large.arrive(70);
    expect(large.isCrowded).toBe(false);
  });

  it('slows down a source that is ahead of its rate, without an end to its patience', async () => {
    const rate = new EventRate(new SystemClock(), 1_000);
    const permit = inFlight().admit('fast', {}, rate);
    permit.arrive(10);
    permit.batchLeaves(10, 1_200)();
    const { debtMs } = rate;
    expect(permit.isCrowded).toBe(true);
    await permit.room();
    expect(rate.debtMs).toBeLessThan(debtMs / 2);
  });

  it('lets everybody wait when all together hold too much', () => {
    const load = inFlight();
    load.admit('a').arrive(50);
    const last = load.admit('b');
    last.arrive(50);
    expect(load.isCrowded('c')).toBe(true);
    last.release();
    expect(load.isCrowded('c')).toBe(false);
  });

  it('refuses what has waited too long, with a time to come again', async () => {
    const permit = inFlight().admit('greedy');
    permit.arrive(70);
    await expect(permit.room()).rejects.toMatchObject({ status: 429, code: 'busy.bytes', retryAfterMs: 2_000 });
  });

  it('holds nothing any more when every request is over', async () => {
    const metrics = new Metrics();
    const load = new InFlight(LIMITS, new IngestMetrics(metrics));
    const permit = load.admit('web');
    permit.arrive(40);
    const confirm = permit.batchLeaves(30, 1);
    permit.arrive(10);
    expect(await metrics.registry.metrics()).toContain('tocsin_ingest_in_flight_bytes 40');
    confirm();
    permit.release();
    const text = await metrics.registry.metrics();
    expect(text).toContain('tocsin_ingest_in_flight_bytes 0');
    expect(text).toContain('tocsin_ingest_in_flight_requests 0');
  });
});
