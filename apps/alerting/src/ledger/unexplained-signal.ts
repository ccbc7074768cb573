import { createHash } from 'node:crypto';

import type { RuleFacts, Signal } from '@tocsin/event-model';
import type { UnexplainedBatch } from '@tocsin/ledger';

const SHOWN = 20;

const WORDS = {
  id: 'tocsin.ledger.unexplained',
  title: 'Accepted events are unexplained',
  description:
    'A front end accepted a batch, later ones have arrived, and nobody has said what became of this one. Look into the queue events.parked, and ' +
    'at the front end named by the claim: its spool may hold the batch. When the batch turns up the ledger counts it as what it became.',
  level: 'high',
  author: 'Tocsin',
  tags: [],
  falsePositives: ['A front end that was stopped with batches in its spool; they arrive when it is started again.'],
  references: [],
} as const satisfies Omit<RuleFacts, 'hash'>;

const RULE: RuleFacts = { ...WORDS, hash: createHash('sha256').update(JSON.stringify(WORDS)).digest('hex') };

/** One signal for each source with batches of which nothing was heard in time. */
export function unexplainedSignals(batches: readonly UnexplainedBatch[], limitSeconds: number): Signal[] {
  const sources = [...new Set(batches.map(({ source }) => source))];
  return sources.map((source) => {
    const some = batches.filter((batch) => batch.source === source);
    return signalOf(source, some, limitSeconds);
  });
}

function signalOf(source: string, batches: readonly UnexplainedBatch[], limitSeconds: number): Signal {
  const [first] = batches as readonly [UnexplainedBatch];
  const events = batches.reduce((sum, batch) => sum + batch.events, 0);
  const conditions = batches.slice(0, SHOWN).map(({ claim, batchId, acceptedAt, events: count }) => ({
    field: 'batch',
    operator: 'is accounted for within',
    expected: `${limitSeconds} s of a later one`,
    seen: `${batchId} (claim ${claim}, ${count} events, accepted ${acceptedAt.toISOString()}): no outcome`,
  }));
  return {
    id: createHash('sha256').update(`${RULE.id}\n${first.claim}`).digest('hex'),
    rule: RULE,
    detector: 'system',
    at: first.acceptedAt.toISOString(),
    groupKey: JSON.stringify([source]),
    entity: { field: 'tocsin.source', value: source },
    reason: `${events} events of ${batches.length} ${batches.length === 1 ? 'batch' : 'batches'} are unexplained`,
    proof: { selections: [{ name: 'ledger', conditions }], events: [], eventCount: events },
  };
}
