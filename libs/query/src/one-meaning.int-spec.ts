import { isDeepStrictEqual } from 'node:util';

import type { IdentifiedEvent } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { Random, testElasticsearch, testPostgresUrl } from '@tocsin/testing';

import { randomEvent } from '../testing/random-events';
import { randomExpr } from '../testing/random-expr';
import { compilePredicate, NotSearchable, parseQuery, type Expr } from './index';

const TREES = 2_000;
const EVENTS = 60;
/** Change it to look further; a failure prints the tree and is found again with the same seed. */
const SEED = 20_261_124;
const RANGE = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };

const stores: [string, () => Promise<EventStore>][] = [
  ['postgres', async () => createEventStore({ kind: 'postgres', url: await testPostgresUrl() })],
  [
    'elasticsearch',
    () => {
      const { url, prefix } = testElasticsearch();
      return Promise.resolve(createEventStore({ kind: 'elasticsearch', url, indexPrefix: prefix }));
    },
  ],
];

describe.each(stores)('an expression searched in %s', (_, open) => {
  const random = new Random(SEED);
  const items = Array.from({ length: EVENTS }, (_, index): IdentifiedEvent => {
    const event = randomEvent(random);
    return { id: `event-${index}`, day: event['@timestamp'].slice(0, 10), event };
  });
  let store: EventStore;

  beforeAll(async () => {
    store = await open();
    expect(await store.append(items)).toEqual(items.map(() => ({ kind: 'stored' })));
    await store.refresh();
  });
  afterAll(() => store.close());

  async function found(expr: Expr): Promise<string[]> {
    const { events, total } = await store.search({ expr, range: RANGE, sort: 'oldest', size: 1_000 });
    expect(total).toBe(events.length);
    return events.map(({ id }) => id).sort();
  }

  function selected(expr: Expr): string[] {
    const matches = compilePredicate(expr);
    return items
      .filter(({ event }) => matches(event))
      .map(({ id }) => id)
      .sort();
  }

  /** Asked once more, for whoever has to find out which of the two was wrong. */
  async function differing(expr: Expr, answered: string[], expected: string[]): Promise<Error> {
    const again = { answered: await found(expr), expected: selected(expr) };
    return new Error(`Not the same: ${JSON.stringify({ expr, answered, expected, again })}`);
  }

  it(`selects what the predicate selects, on ${TREES} seeded trees over ${EVENTS} events, or is refused`, async () => {
    let refused = 0;
    for (let tree = 0; tree < TREES; tree++) {
      const expr = randomExpr(random, 3);
      try {
        const [answered, expected] = [await found(expr), selected(expr)];
        if (!isDeepStrictEqual(answered, expected)) throw await differing(expr, answered, expected);
      } catch (error) {
        if (!(error instanceof NotSearchable)) throw error;
        refused++;
      }
    }
    expect(refused).toBeLessThan(TREES / 20);
  }, 300_000);

  it.each([
    'source.port:[22 TO 443}',
    'source.port:(<=22 OR {443 TO *])',
    'source.ip:[10.0.0.2 TO 192.168.1.0]',
    'source.ip:[:: TO fe80::1}',
    'NOT source.ip:{10.0.0.1 TO *]',
    '@timestamp:[2026-11-23 TO 2026-11-23]',
    '@timestamp>now-8h/d',
  ])('selects what the predicate selects by %s', async (query) => {
    const expr = parseQuery(query, new Date('2026-11-24T10:00:00.000Z'));
    expect(await found(expr)).toEqual(selected(expr));
  });
});
