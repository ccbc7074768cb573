import { Logger } from '@nestjs/common';
import type { SecurityEvent } from '@tocsin/event-model';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent, eventually } from '@tocsin/testing';

import { Persistence } from '../../../batch/persistence';
import { StartConditions } from '../../../batch/start-conditions';
import { WatchlistHealth } from './watchlist-health';
import { WATCHLIST_CHANGED, WatchlistKeeper } from './watchlist-keeper';
import { WatchlistEnricher } from './watchlist.enricher';
import { watchlistOptionsSchema } from './watchlist.options';
import { Watchlists, type WatchlistTerm } from './watchlists';

class InMemoryWatchlists extends Watchlists {
  isAway = false;
  loads = 0;
  constructor(public terms: WatchlistTerm[]) {
    super();
  }
  override load(): Promise<readonly WatchlistTerm[]> {
    this.loads += 1;
    return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve([...this.terms]);
  }
}

const term = (kind: WatchlistTerm['kind'], value: string, list = 'bad'): WatchlistTerm => ({
  list,
  kind,
  value,
  reason: `why ${value}`,
  reference: 'https://ref.example/1',
});

const options = watchlistOptionsSchema.parse({});
const keepers: WatchlistKeeper[] = [];

function build(terms: WatchlistTerm[]) {
  const watchlists = new InMemoryWatchlists(terms);
  const bus = new InMemoryMessageBus();
  const checks = new ReadinessChecks();
  const conditions = new StartConditions(new Persistence());
  const keeper = new WatchlistKeeper(watchlists, bus, conditions, new WatchlistHealth(new Metrics(), checks));
  keepers.push(keeper);
  return { enricher: new WatchlistEnricher(keeper), watchlists, bus, checks, keeper, conditions };
}

async function watching(terms: WatchlistTerm[]) {
  const built = build(terms);
  await built.enricher.prepare(options);
  await built.conditions.whenMet('start', () => Promise.resolve());
  return built;
}

function listsOf(enricher: WatchlistEnricher, fields: Partial<SecurityEvent>): unknown {
  const patch = enricher.enrich(anEvent({ 'source.ip': '203.0.113.9', ...fields }));
  return patch['tocsin.watchlist'];
}

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(async () => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  await Promise.all(keepers.map((keeper) => keeper.onModuleDestroy()));
});

describe(WatchlistEnricher.name, () => {
  const subject = build([term('exact', '192.0.2.17')]);
  beforeAll(async () => {
    await subject.enricher.prepare(options);
    await subject.conditions.whenMet('start', () => Promise.resolve());
  });
  describeEnricherContract({ enricher: subject.enricher, options, event: anEvent() });

  it('tags an event with list, term, reason and reference', async () => {
    const { enricher } = await watching([term('exact', '192.0.2.17')]);
    expect(enricher.enrich(anEvent())).toEqual({
      'tocsin.watchlist': ['bad'],
      'threat.indicator.name': ['192.0.2.17'],
      'threat.indicator.description': ['why 192.0.2.17'],
      'threat.indicator.reference': ['https://ref.example/1'],
    });
  });

  it.each([
    [term('exact', '2001:DB8:0::1'), { 'source.ip': '2001:db8::1' }],
    [term('exact', '198.51.100.7'), { 'source.ip': '::ffff:198.51.100.7' }],
    [term('exact', 'Mallory'), { 'user.name': 'mallory' }],
    [term('exact', 'evil.example'), { 'related.hosts': ['good.example', 'EVIL.example.'] }],
    [term('exact', 'ABCDEF'), { 'related.hash': ['abcdef'] }],
    [term('cidr', '198.51.100.0/22'), { 'destination.ip': '198.51.103.255' }],
    [term('cidr', '0.0.0.0/0'), { 'related.ip': ['8.8.8.8'] }],
    [term('cidr', '2001:db8::/33'), { 'source.ip': '2001:db8:7fff::1' }],
    [term('domain', 'evil.example'), { 'host.name': 'a.b.evil.example' }],
    [term('domain', '.evil.example'), { 'source.domain': 'evil.example' }],
  ])('finds %j', async (wanted, patch) => {
    const { enricher } = await watching([wanted]);
    expect(listsOf(enricher, patch)).toEqual(['bad']);
  });

  it.each([
    [term('exact', '192.0.2.1'), { 'source.ip': '192.0.2.10' }],
    [term('cidr', '198.51.100.0/22'), { 'destination.ip': '198.51.104.0' }],
    [term('cidr', '2001:db8::/33'), { 'source.ip': '2001:db8:8000::1' }],
    [term('cidr', 'not a network'), { 'source.ip': '192.0.2.10' }],
    [term('domain', 'evil.example'), { 'host.name': 'notevil.example' }],
    [term('domain', 'evil.example'), { 'user.name': 'evil.example' }],
  ])('does not take %j for %j', async (wanted, patch) => {
    const { enricher } = await watching([wanted]);
    expect(listsOf(enricher, patch)).toBeUndefined();
  });

  it('names each list once, and all of them', async () => {
    const { enricher } = await watching([
      term('exact', 'ada', 'leavers'),
      term('cidr', '192.0.2.0/24', 'scanners'),
      term('exact', '192.0.2.17', 'scanners'),
    ]);
    expect(listsOf(enricher, { 'source.ip': '192.0.2.17' })).toEqual(['scanners', 'leavers']);
  });

  it('follows a change as soon as it is told', async () => {
    const { enricher, watchlists, bus } = await watching([]);
    expect(listsOf(enricher, {})).toBeUndefined();
    watchlists.terms = [term('exact', '203.0.113.9')];
    await bus.announce(WATCHLIST_CHANGED, { name: 'bad' });
    await eventually(() => listsOf(enricher, {}));
  });

  it('loads once more, not once each, for changes that come while it loads', async () => {
    const { keeper, watchlists } = await watching([]);
    const before = watchlists.loads;
    await Promise.all([keeper.refresh(), keeper.refresh(), keeper.refresh(), keeper.refresh()]);
    expect(watchlists.loads - before).toBe(2);
  });

  it('keeps the last lists while they cannot be loaded, and says so', async () => {
    const { enricher, watchlists, keeper, checks } = await watching([term('exact', '203.0.113.9')]);
    watchlists.isAway = true;
    await keeper.refresh();
    expect(listsOf(enricher, {})).toEqual(['bad']);
    expect((await checks.ask()).checks['watchlists']).toEqual({
      ok: true,
      detail: expect.stringContaining('the last ones stay in force') as string,
    });
    watchlists.isAway = false;
    await keeper.refresh();
    expect((await checks.ask()).checks['watchlists']?.detail).toBe('');
  });
});
