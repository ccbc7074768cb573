import type { Signal } from '@tocsin/event-model';

interface SignalPatch {
  readonly at?: string;
  readonly groupKey?: string;
  readonly reason?: string;
  readonly eventCount?: number;
  readonly window?: { readonly from: string; readonly to: string };
}

/** A signal of one rule about one address. */
export function aSignal(
  id: string,
  { at = '2026-11-24T10:00:00.000Z', groupKey = 'group', reason = 'seen', eventCount = 1, window }: SignalPatch = {},
): Signal {
  return {
    id,
    rule: {
      id: 'rule-1',
      title: 'Root signed in by password',
      description: 'Nobody should.',
      hash: 'a'.repeat(64),
      level: 'high',
      author: 'Ada',
      tags: ['attack.t1078'],
      falsePositives: [],
      references: [],
    },
    detector: 'stream',
    at,
    groupKey,
    entity: { field: 'source.ip', value: '203.0.113.7' },
    reason,
    proof: {
      selections: [],
      events: [{ id: `event-${id}`, at, message: 'a line' }],
      eventCount,
      ...(window ? { window } : {}),
    },
  };
}
