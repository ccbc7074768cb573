import { verisIncidentSchema, type Incident, type IncidentItem, type VerisIncident } from '@tocsin/api-contract';

import { verisLabels } from './veris-enumeration';
import { verisOf } from './veris-export';

const AT = '2026-11-24T11:31:02.000Z';
const INCIDENT = {
  number: 'INC-2026-0042',
  kind: 'incident',
  title: 'Password spray',
  summary: '',
  severity: 'high',
  phase: 'containment',
  tlp: 'amber',
  pap: 'green',
  createdAt: '2026-11-25T00:00:00.000Z',
  updatedAt: AT,
  milestones: { occurred: { at: AT, source: '', setBy: null } },
  measures: { ttd: { seconds: 7_300, isRunning: false }, tta: null, ttc: { seconds: 90, isRunning: true }, ttr: null },
} as unknown as Incident;

const tagged = (...tags: string[]): IncidentItem[] =>
  tags.map((tag) => ({ kind: 'veris', data: { tag } }) as unknown as IncidentItem);
const exported = (...items: IncidentItem[]): VerisIncident => verisIncidentSchema.parse(verisOf(INCIDENT, items));

describe('an incident as VERIS', () => {
  it('has all that VERIS asks for before anybody tagged it: what is not known is said to be unknown', () => {
    expect(exported()).toMatchObject({
      schema_version: '1.3',
      incident_id: 'INC-2026-0042',
      security_incident: 'Confirmed',
      discovery_method: 'Unknown',
      summary: 'Password spray',
      actor: { unknown: {} },
      action: { unknown: {} },
      asset: { assets: [{ variety: 'Unknown' }] },
      attribute: { confidentiality: { data_disclosure: 'Unknown' } },
      victim: { country: ['Unknown'], employee_count: 'Unknown', industry: '000' },
      timeline: {
        incident: { year: 2026, month: 11, day: 24, time: '11:31:02' },
        discovery: { unit: 'Hours', value: 2 },
      },
    });
    expect(exported().timeline.containment).toBeUndefined();
  });

  it('has each tag at its place: values of a field together, things in lists, single values alone', () => {
    const veris = exported(
      ...tagged(
        'action.malware.variety.Ransomware',
        'action.malware.variety.Spyware/Keylogger',
        'action.social.variety.Phishing',
        'actor.external.motive.Financial',
        'asset.assets.variety.U - Desktop',
        'asset.cloud.No',
        'attribute.confidentiality.data.variety.Credentials',
        'impact.loss.variety.Brand damage',
        'impact.loss.rating.Minor',
        'security_incident.Near miss',
        'timeline.discovery.unit.Days',
      ),
    );
    expect(veris.action).toEqual({
      malware: { variety: ['Ransomware', 'Spyware/Keylogger'], vector: ['Unknown'] },
      social: { variety: ['Phishing'], vector: ['Unknown'], target: ['Unknown'] },
    });
    expect(veris.actor).toEqual({ external: { motive: ['Financial'], variety: ['Unknown'], country: ['Unknown'] } });
    expect(veris.asset).toEqual({ assets: [{ variety: 'U - Desktop' }], cloud: 'No' });
    expect(veris.attribute).toEqual({
      confidentiality: { data: [{ variety: 'Credentials' }], data_disclosure: 'Unknown' },
    });
    expect(veris.impact).toEqual({ overall_rating: 'Unknown', loss: [{ variety: 'Brand damage', rating: 'Minor' }] });
    expect(veris.security_incident).toBe('Near miss');
    expect(veris.timeline.discovery).toEqual({ unit: 'Days' });
  });

  it('takes every tag there is', () => {
    const veris = exported(...tagged(...verisLabels().keys()));
    expect(veris.plus).not.toHaveProperty('unrecognised_tags');
    expect(veris.victim.country.length).toBeGreaterThan(200);
    expect(verisLabels().size).toBeGreaterThan(1_900);
  });

  it('loses no tag that VERIS does not know', () => {
    expect(exported(...tagged('action.magic.variety.Wand')).plus).toMatchObject({
      unrecognised_tags: ['action.magic.variety.Wand'],
    });
  });
});
