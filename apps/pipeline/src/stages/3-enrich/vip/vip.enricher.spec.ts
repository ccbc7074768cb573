import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ListRig } from '../lists/testing/list-rig';
import { VipEnricher } from './vip.enricher';
import { vipOptionsSchema } from './vip.options';

const rig = new ListRig();
const enricher = new VipEnricher(rig.keeper);
const options = vipOptionsSchema.parse({ refreshSeconds: 3_600 });

beforeAll(async () => {
  rig.source.addList('vip', 'board');
  for (const key of ['ada', 'ada@example.com', 'corp\\ada'])
    rig.source.put('board', { key, facts: { name: 'Ada Verne', role: 'CFO' } });
  await enricher.prepare(options);
  await rig.loaded();
});
afterAll(() => rig.close());

describe(VipEnricher.name, () => {
  describeEnricherContract({ enricher, options, event: anEvent({ 'user.name': 'ada' }) });

  it.each(['ada', 'ADA@example.com', 'CORP\\Ada'])('knows the person by %s, and the role', (account) => {
    const patch = enricher.enrich(anEvent({ 'user.name': account, 'user.roles': ['admin'] }));
    expect(patch).toEqual({ 'tocsin.vip': ['Ada Verne'], 'user.roles': ['admin', 'CFO'] });
  });

  it('names who is acted upon without giving their role to who acts', () => {
    expect(enricher.enrich(anEvent({ 'user.name': 'bob', 'user.target.name': 'ada' }))).toEqual({
      'tocsin.vip': ['Ada Verne'],
    });
  });
});
