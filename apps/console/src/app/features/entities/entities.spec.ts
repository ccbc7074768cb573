import { RouterTestingHarness } from '@angular/router/testing';
import type { Entity, EntityPage } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, NOW } from '../../../testing/fixtures';
import { byRole, cellsOf, textOf } from '../../../testing/screen';
import { entityRoutes } from './entities.routes';

const ROW = { key: 'web/1', firstSeen: NOW, lastSeen: NOW, count: 1_200, openAlerts: 2, risk: 79 };
const PAGE: EntityPage = {
  ...{ entities: [{ ...ROW, lists: [{ list: 'cmdb', kind: 'asset' }] }], total: 10_000, isTotalExact: false },
  nextCursor: null,
};
const ENTITY: Entity = {
  ...{ kind: 'asset', key: 'web/1', keptDays: 400, q: 'host.name:"web/1"' },
  seen: { firstSeen: NOW, lastSeen: NOW, count: 7, lastEventId: 'e', source: 'edge' },
  alerts: { open: 0, total: 0, newest: [] },
  lists: [{ list: 'cmdb', kind: 'asset', value: 'web/1', facts: { owner: '<b>ops</b>', criticality: 'high' } }],
  risk: {
    ...{ score: 34, formula: 'Each open alert counts.' },
    parts: [{ points: 34, what: 'A-7 Something, high', alert: 'A-7', list: null }],
    lowers: [{ points: 34, what: 'Resolve A-7' }],
  },
};

async function open(address: string, session = aSession(['last_seen.read'])) {
  const bed = consoleBed({ session, routes: [{ path: 'entities', children: entityRoutes }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const answer = async (url: string, body: object) => {
    const request = bed.http.expectOne((one) => one.url === url);
    request.flush(body);
    await settle();
    return request.request;
  };
  return { ...bed, element, answer };
}

describe('the entities', () => {
  it('stand with when they were seen and how great their risk is', async () => {
    const { element, answer } = await open('/entities/asset?q=web&sort=risk');
    const request = await answer('/api/entities', PAGE);
    expect(['kind', 'q', 'sort'].map((name) => request.params.get(name))).toEqual(['asset', 'web', 'risk']);
    expect(cellsOf(byRole(element, 'row', 'web/1')).slice(0, 3)).toEqual(['web/1', '79', '2']);
    expect(textOf(element)).toContain('more than 10,000');
    expect(byRole(element, 'link', 'web/1').getAttribute('href')).toBe('/entities/asset/web%2F1');
  });

  it('say what to do when none is found', async () => {
    const { element, answer } = await open('/entities/attacker?q=203.0.113.7');
    await answer('/api/entities', { ...PAGE, entities: [], total: 0, isTotalExact: true });
    byRole(element, 'heading', 'None whose name begins so');
    expect(byRole(element, 'link', 'Open 203.0.113.7').getAttribute('href')).toBe('/entities/attacker/203.0.113.7');
  });

  it('are not shown to those who may not see them', async () => {
    const { element } = await open('/entities/asset', aSession([]));
    byRole(element, 'heading', 'You may not see this');
  });
});

describe('an entity', () => {
  it('is told with its risk, what would lower it, and what lists say', async () => {
    const { element, answer } = await open('/entities/asset/web%2F1');
    await answer('/api/entities/asset/web%2F1', ENTITY);
    const text = textOf(element);
    for (const part of [
      'Risk 34',
      '+34',
      '−34',
      'Resolve A-7',
      'Each open alert counts.',
      '<b>ops</b> · high',
      'by edge',
    ])
      expect(text).toContain(part);
    expect(byRole(element, 'link', 'A-7').getAttribute('href')).toBe('/alerts/A-7');
  });

  it('that was never seen is an answer', async () => {
    const { element, answer } = await open('/entities/asset/nobody');
    const risk = { score: 0, parts: [], lowers: [], formula: 'x' };
    await answer('/api/entities/asset/nobody', { ...ENTITY, key: 'nobody', seen: null, lists: [], risk });
    expect(textOf(element)).toContain('Never seen in 400 days.');
    expect(textOf(element)).toContain('It stands on no list.');
  });
});

describe('key staff', () => {
  const session = aSession(['last_seen.read', 'watchlist.read']);

  it('stand as people, with all their accounts', async () => {
    const { element, answer } = await open('/entities/staff?q=cfo', session);
    const account = { value: 'ada', list: 'board', expiresAt: null, lastSeen: NOW, openAlerts: 1 };
    const person = {
      name: '<b>Ada</b>',
      role: 'CFO',
      contact: '+49 30 1',
      reference: '',
      openAlerts: 1,
      lastSeen: null,
    };
    const request = await answer('/api/key-staff', { people: [{ ...person, accounts: [account] }], total: 1 });
    expect(request.params.get('q')).toBe('cfo');
    expect(cellsOf(byRole(element, 'row', 'Ada')).slice(2)).toEqual(['CFO', '+49 30 1', '1', 'never']);
    expect(byRole(element, 'link', 'ada').getAttribute('href')).toBe('/entities/identity/ada');
    expect(textOf(element)).toContain('<b>Ada</b>');
  });

  it('say where they come from while there is nobody', async () => {
    const { element, answer } = await open('/entities/staff', session);
    await answer('/api/key-staff', { people: [], total: 0 });
    byRole(element, 'heading', 'No key staff yet');
  });
});
