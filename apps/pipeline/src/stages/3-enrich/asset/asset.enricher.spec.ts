import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ListRig } from '../lists/testing/list-rig';
import { AssetEnricher } from './asset.enricher';
import { assetOptionsSchema } from './asset.options';

const rig = new ListRig();
const enricher = new AssetEnricher(rig.keeper);
const options = assetOptionsSchema.parse({ refreshSeconds: 3_600 });

beforeAll(async () => {
  rig.source.addList('asset', 'cmdb');
  rig.source.put('cmdb', { kind: 'cidr', key: '192.0.2.0/24', facts: { owner: 'network', criticality: 'low' } });
  rig.source.put('cmdb', {
    key: '192.0.2.17',
    facts: { name: 'payroll-db', owner: 'payroll', criticality: 'critical', risk: 'High', riskScore: 82.5 },
  });
  rig.source.put('cmdb', { kind: 'domain', key: 'lab.example', facts: { name: 'lab', owner: 'research' } });
  await enricher.prepare(options);
  await rig.loaded();
});
afterAll(() => rig.close());

describe(AssetEnricher.name, () => {
  describeEnricherContract({ enricher, options, event: anEvent({ 'source.ip': '192.0.2.17' }) });

  it('says whose the machines at both ends are, by the most specific entry', () => {
    const patch = enricher.enrich(
      anEvent({ 'source.ip': '192.0.2.17', 'destination.ip': '192.0.2.18', 'host.name': 'n1.lab.example' }),
    );
    expect(patch).toEqual({
      'tocsin.asset.name': ['payroll-db', '192.0.2.0/24', 'lab'],
      'tocsin.asset.owner': ['payroll', 'network', 'research'],
      'tocsin.asset.criticality': ['critical', 'low'],
    });
  });

  it('tells the risk of the host the event is about, unless the event does', () => {
    expect(enricher.enrich(anEvent({ 'host.ip': ['192.0.2.17'] }))).toMatchObject({
      'host.risk.calculated_level': 'High',
      'host.risk.calculated_score_norm': 82.5,
    });
    const told = anEvent({ 'host.ip': ['192.0.2.17'], 'host.risk.calculated_level': 'Low' });
    expect(enricher.enrich(told)['host.risk.calculated_level']).toBeUndefined();
  });
});
