import { findBursts, occurrenceOf, windowRule } from '@tocsin/correlation';
import type { Signal } from '@tocsin/event-model';
import type { CorrelationRule } from '@tocsin/sigma';
import { anEvent } from '@tocsin/testing';

import { burstSignal } from './burst-signal';
import { aRule } from './testing/a-rule';

const second = (index: number): string => new Date(Date.UTC(2026, 10, 24, 10, 0, index)).toISOString();

function signalOf(rule: CorrelationRule, count: number, repeat?: number): Signal {
  const events = Array.from({ length: count }, (_, index) => ({
    id: `e${index}`,
    event: anEvent({
      '@timestamp': second(index),
      message: `failure ${index}`,
      'user.name': `user${index}`,
      ...(repeat === undefined ? {} : { 'tocsin.repeat': repeat }),
    }),
  }));
  const [burst] = findBursts(
    events.map((event) => occurrenceOf(event, rule)),
    windowRule(rule),
  );
  return burstSignal(rule, ['192.0.2.1'], { id: 'id', burst: burst! });
}

describe(burstSignal.name, () => {
  it('says how many in how long, when and for whom', () => {
    const signal = signalOf(aRule(), 26);
    expect(signal).toMatchObject({
      id: 'id',
      detector: 'scheduled',
      at: second(2),
      groupKey: '["192.0.2.1"]',
      entity: { field: 'source.ip', value: '192.0.2.1' },
      reason: '26 × Login failed in 25 s',
    });
    expect(signal.proof).toMatchObject({ eventCount: 26, window: { from: second(0), to: second(25) } });
  });

  it('proves what was expected and what was seen', () => {
    expect(signalOf(aRule(), 4).proof.selections).toEqual([
      {
        name: 'Login failed',
        conditions: [{ field: 'source.ip', operator: 'is the same in all', expected: '', seen: '192.0.2.1' }],
      },
      {
        name: 'count',
        conditions: [{ field: 'events', operator: 'count within 60 s at least', expected: '3', seen: '4' }],
      },
    ]);
  });

  it('shows the first and the last ten events', () => {
    const ids = signalOf(aRule(), 26).proof.events.map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect([ids[0], ids[9], ids[10], ids[19]]).toEqual(['e0', 'e9', 'e16', 'e25']);
  });

  it('counts an event as often as its source says it happened', () => {
    expect(signalOf(aRule(), 1, 5)).toMatchObject({ reason: '5 × Login failed in 1 s', proof: { eventCount: 1 } });
  });

  it('counts different values where the rule does', () => {
    const spray = aRule('type: value_count, timespan: 1m, condition: { field: user.name, gte: 3 }');
    expect(signalOf(spray, 5).reason).toBe('5 different user.name in 4 s');
  });
});
