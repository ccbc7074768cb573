import type { SecurityEvent } from '@tocsin/event-model';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { loadRuleFolder, RuleIndex, shippedRulesFolder, type RuleMatch } from '@tocsin/sigma';
import { anEvent } from '@tocsin/testing';

import { streamSignal } from '../../4-match/stream-signal';
import { ListRig } from '../lists/testing/list-rig';
import { WatchlistEnricher } from './watchlist.enricher';
import { watchlistOptionsSchema } from './watchlist.options';

const rig = new ListRig();
const enricher = new WatchlistEnricher(rig.keeper);
const options = watchlistOptionsSchema.parse({ refreshSeconds: 3_600 });
const because = { reason: 'seen scanning', reference: 'https://ref.example/1' };

function tagsOf(fields: Partial<SecurityEvent>) {
  return enricher.enrich(anEvent({ 'source.ip': '203.0.113.9', ...fields }));
}

beforeAll(async () => {
  rig.source.addList('watchlist', 'bad', 'high');
  rig.source.addList('watchlist', 'leavers', 'critical');
  rig.source.addList('watchlist', 'curious');
  rig.source.put('bad', { key: '192.0.2.17', facts: because });
  rig.source.put('bad', { kind: 'cidr', key: '198.51.100.0/24', facts: because });
  rig.source.put('bad', { kind: 'domain', key: 'evil.example', facts: because });
  rig.source.put('bad', { kind: 'regex', key: '/gate\\.php', facts: because });
  rig.source.put('bad', { key: 'd41d8cd98f00b204e9800998ecf8427e', facts: because });
  rig.source.put('leavers', { key: 'mallory', facts: { reason: 'left in May' } });
  rig.source.put('curious', { key: 'bob', facts: { reason: 'asked for' } });
  await enricher.prepare(options);
  await rig.loaded();
});
afterAll(() => rig.close());

describe(WatchlistEnricher.name, () => {
  describeEnricherContract({
    enricher,
    options,
    event: anEvent({ 'source.ip': '192.0.2.17', 'user.name': 'mallory' }),
  });

  it('tags an event with list, term, reason and reference, and asks for a signal', () => {
    expect(tagsOf({ 'source.ip': '192.0.2.17' })).toEqual({
      'tocsin.watchlist': ['bad'],
      'tocsin.watchlist_term': ['192.0.2.17'],
      'tocsin.watchlist_reference': ['https://ref.example/1'],
      'threat.indicator.name': ['192.0.2.17'],
      'threat.indicator.description': ['seen scanning'],
      'threat.indicator.reference': ['https://ref.example/1'],
      'tocsin.list_hit.level': 'high',
      'tocsin.list_hit.list': ['bad'],
      'tocsin.list_hit.term': ['192.0.2.17'],
    });
  });

  it.each([
    [{ 'related.ip': ['192.0.2.1', '198.51.100.200'] }, '198.51.100.0/24'],
    [{ 'url.domain': 'login.evil.example' }, 'evil.example'],
    [{ 'url.original': 'https://shop.example/a/gate.php?x=1' }, '/gate\\.php'],
    [{ 'related.hash': ['D41D8CD98F00B204E9800998ECF8427E'] }, 'd41d8cd98f00b204e9800998ecf8427e'],
  ])('finds %j', (fields, term) => {
    expect(tagsOf(fields)['tocsin.watchlist_term']).toEqual([term]);
  });

  it('names every list met, and of those that raise signals the gravest first', () => {
    const patch = tagsOf({ 'source.ip': '192.0.2.17', 'user.name': 'mallory', 'related.user': ['bob'] });
    expect(patch['tocsin.watchlist']).toEqual(['bad', 'leavers', 'curious']);
    expect(patch).toMatchObject({
      'tocsin.list_hit.level': 'critical',
      'tocsin.list_hit.list': ['leavers', 'bad'],
      'tocsin.list_hit.term': ['mallory', '192.0.2.17'],
    });
  });

  it('gives the shipped rule of its level what its signal proves: list and term', async () => {
    const { rules } = await loadRuleFolder(shippedRulesFolder());
    const event = anEvent({ 'source.ip': '192.0.2.17' });
    const tagged = { ...event, ...tagsOf({ 'source.ip': '192.0.2.17' }) };
    const [match, ...others] = new RuleIndex(rules).match(tagged);
    expect([match?.rule.facts.level, others]).toEqual(['high', []]);
    const { proof, entity } = streamSignal('event-1', tagged, match as RuleMatch, event['@timestamp']);
    const seen = proof.selections.flatMap(({ conditions }) => conditions.map((one) => [one.field, one.seen]));
    expect(Object.fromEntries(seen)).toMatchObject({
      'tocsin.list_hit.list': 'bad',
      'tocsin.list_hit.term': '192.0.2.17',
    });
    expect(entity?.value).toBe('192.0.2.17');
  });

  it('asks for no signal when the list wants none', () => {
    const patch = tagsOf({ 'user.name': 'bob' });
    expect(patch['tocsin.watchlist']).toEqual(['curious']);
    expect(patch).not.toHaveProperty(['tocsin.list_hit.level']);
  });

  it('lets a graver hit of another kind of list stand', () => {
    const before = {
      'tocsin.list_hit.level': 'critical',
      'tocsin.list_hit.list': ['board'],
      'tocsin.list_hit.term': ['ada'],
    };
    const patch = tagsOf({ 'source.ip': '192.0.2.17', ...before });
    expect(patch).not.toHaveProperty(['tocsin.list_hit.level']);
    expect(patch['tocsin.list_hit.list']).toEqual(['board', 'bad']);
  });

  it('leaves other events alone', () => {
    expect(tagsOf({})).toEqual({});
  });
});
