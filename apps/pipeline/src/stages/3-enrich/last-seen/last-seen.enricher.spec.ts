import type { SecurityEvent } from '@tocsin/event-model';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';

import { LastSeen } from '../../../last-seen/last-seen';
import type { LastSeenKeeper } from '../../../last-seen/last-seen-keeper';
import { PreviousAttackerEnricher } from '../previous-attacker/previous-attacker.enricher';
import { LastSeenEnricher } from './last-seen.enricher';
import { lastSeenOptionsSchema } from './last-seen.options';

const event: SecurityEvent = {
  '@timestamp': '2026-11-20T10:00:00.000Z',
  message: '',
  'host.name': 'web1',
  'user.name': 'ann',
  'source.ip': '198.51.100.7',
};

async function prepared() {
  const lastSeen = new LastSeen();
  // What it starts needs a database; here everything is known.
  const keeper = { start: () => (lastSeen.isLoaded = true) } as unknown as LastSeenKeeper;
  const enricher = new LastSeenEnricher(lastSeen, keeper);
  const options = lastSeenOptionsSchema.parse({});
  await enricher.prepare(options);
  return { enricher, options, lastSeen };
}

const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const attack = { position: 0, id: 'e', context, event: { ...event, 'tocsin.rules': ['r'] } };

describe(LastSeenEnricher.name, () => {
  let made: Awaited<ReturnType<typeof prepared>>;
  const lazily = { enrichBatch: (events: readonly SecurityEvent[]) => made.enricher.enrichBatch(events) };

  beforeAll(async () => {
    made = await prepared();
  });

  describeEnricherContract({
    enricher: Object.assign(Object.create(LastSeenEnricher.prototype) as LastSeenEnricher, lazily),
    options: lastSeenOptionsSchema.parse({}),
    event,
  });

  it('says what is new, until it was seen', async () => {
    const { enricher, lastSeen } = await prepared();
    expect(await enricher.enrichBatch([event])).toEqual([{ 'tocsin.first_seen': ['assets', 'employees'] }]);
    lastSeen.remember(lastSeen.sightingsOf([attack]));
    expect(await enricher.enrichBatch([event])).toEqual([{}]);
  });
});

describe(PreviousAttackerEnricher.name, () => {
  const lastSeen = new LastSeen();
  const enricher = new PreviousAttackerEnricher(lastSeen);
  lastSeen.configure(lastSeenOptionsSchema.parse({}).lists);
  lastSeen.remember(lastSeen.sightingsOf([attack]));

  describeEnricherContract({ enricher, options: {}, event });

  it('marks who has attacked before, and nobody else', () => {
    expect(enricher.enrich(event)).toEqual({ 'tocsin.previous_attacker': true });
    expect(enricher.enrich({ ...event, 'source.ip': '198.51.100.8' })).toEqual({});
    expect(enricher.enrich({ ...event, 'source.ip': ['198.51.100.7'] })).toEqual({});
  });
});
