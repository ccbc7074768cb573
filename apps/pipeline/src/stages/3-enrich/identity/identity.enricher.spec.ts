import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ListRig } from '../lists/testing/list-rig';
import { IdentityEnricher } from './identity.enricher';
import { identityOptionsSchema } from './identity.options';

const rig = new ListRig();
const enricher = new IdentityEnricher(rig.keeper);
const options = identityOptionsSchema.parse({ refreshSeconds: 3_600 });

beforeAll(async () => {
  rig.source.addList('identity', 'people');
  for (const key of ['averne', 'ada.verne@example.com', 'adm-averne'])
    rig.source.put('people', { key, facts: { person: 'E1017', name: 'Ada Verne', account: 'averne' } });
  rig.source.put('people', { key: 'bkline', facts: { person: 'E1018', name: 'Bo Kline', account: 'bkline' } });
  await enricher.prepare(options);
  await rig.loaded();
});
afterAll(() => rig.close());

describe(IdentityEnricher.name, () => {
  describeEnricherContract({ enricher, options, event: anEvent({ 'user.name': 'adm-averne' }) });

  it('finds the one person behind many accounts', () => {
    const event = anEvent({ 'user.name': 'adm-averne', 'related.user': ['adm-averne', 'ada.verne@example.com'] });
    expect(enricher.enrich(event)).toEqual({
      'tocsin.identity.person': ['E1017'],
      'tocsin.identity.name': ['Ada Verne'],
      'related.user': ['adm-averne', 'ada.verne@example.com', 'averne'],
    });
  });

  it('tells two people apart', () => {
    const event = anEvent({ 'user.name': 'averne', 'user.target.name': 'BKLINE' });
    expect(enricher.enrich(event)['tocsin.identity.person']).toEqual(['E1017', 'E1018']);
  });
});
