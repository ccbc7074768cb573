import { RouterTestingHarness } from '@angular/router/testing';
import type { BlockExport, List } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, NOW } from '../../../../testing/fixtures';
import { byRole, cellsOf, textOf, type } from '../../../../testing/screen';
import { watchlistRoutes } from '../watchlists.routes';

const LIST: List = {
  ...{ name: 'edge', kind: 'block', description: '', signalLevel: null, validDays: 30 },
  ...{ createdAt: NOW, version: 1, entries: 2, expired: 0 },
};
const EXPORT: BlockExport = {
  ...{ id: 'e1', name: 'edge-fw-1', holds: 'addresses', createdAt: NOW, renewedAt: null, revokedAt: null },
  lastFetch: { at: NOW, address: '192.0.2.9', agent: '<b>fw</b>', wasCurrent: true, lines: 2 },
};
const SERVED = { addresses: { lines: 2, guarded: 1, leftOut: 0 }, domains: { lines: 0, guarded: 0, leftOut: 0 } };
const URL_OF = '/api/lists/edge/exports';

async function open(permissions: Parameters<typeof aSession>[0]) {
  const bed = consoleBed({
    session: aSession(permissions),
    routes: [{ path: 'watchlists', children: watchlistRoutes }],
  });
  const harness = await RouterTestingHarness.create('/watchlists/edge');
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  bed.http.expectOne('/api/lists').flush({ lists: [LIST] });
  await settle();
  bed.http.expectOne(({ url }) => url === '/api/lists/edge/entries').flush({ entries: [], total: 0, nextCursor: null });
  await settle();
  const click = async (name: string) => {
    byRole(element, 'button', name).click();
    await settle();
  };
  const exports = async (...all: BlockExport[]) => {
    bed.http.expectOne({ method: 'GET', url: URL_OF }).flush({ exports: all, served: SERVED });
    await settle();
  };
  await click('Firewalls…');
  return { ...bed, element, click, exports };
}

const MANAGER = ['watchlist.read', 'watchlist.manage', 'block.manage'] as const;

describe('the firewalls of a block list', () => {
  it('stand with when they fetched last, and what they get', async () => {
    const { element, exports, click, http } = await open([...MANAGER]);
    await exports(EXPORT);
    expect(textOf(element)).toContain('2 lines of addresses are served; 1 left out because an allow list wins.');
    expect(cellsOf(byRole(element, 'row', 'edge-fw-1'))[3]).toBe('192.0.2.9');
    await click('Fetches of edge-fw-1');
    http.expectOne(`${URL_OF}/e1/fetches`).flush({ fetches: [EXPORT.lastFetch] });
    await settle();
    expect(textOf(element.querySelector('tocsin-fetch-table') as HTMLElement)).toContain('<b>fw</b>');
  });

  it('get an address, which is shown once', async () => {
    const { element, exports, click, http } = await open([...MANAGER]);
    await exports();
    type(byRole(element, 'textbox', 'Who fetches it'), 'edge-fw-1');
    await settle();
    await click('Make address');
    const request = http.expectOne({ method: 'POST', url: URL_OF });
    expect(request.request.body).toEqual({ name: 'edge-fw-1', holds: 'addresses' });
    request.flush({ export: EXPORT, path: '/lists/block-x.txt' });
    await settle();
    await exports(EXPORT);
    expect(textOf(element)).toContain('/lists/block-x.txt');
    expect(document.activeElement?.textContent).toContain('it is not shown again');
    await click('I have it');
    expect(textOf(element)).not.toContain('block-x');
  });

  it('stay in view while the overview is told anew', async () => {
    const { element, exports, click, http } = await open([...MANAGER]);
    await exports(EXPORT);
    type(byRole(element, 'textbox', 'Address'), '203.0.113.7');
    type(byRole(element, 'textbox', 'Reason'), 'scans us');
    type(byRole(element, 'textbox', 'Reference'), 'INC-1');
    await settle();
    await click('Add');
    http.expectOne({ method: 'POST', url: '/api/lists/edge/entries' }).flush({});
    await settle();
    http.expectOne('/api/lists').flush({ lists: [{ ...LIST, entries: 3 }] });
    await settle();
    byRole(element, 'heading', 'Firewalls');
  });

  it('lose their address only after it was said what that does', async () => {
    const { element, exports, click, http } = await open([...MANAGER]);
    await exports(EXPORT);
    await click('Revoke edge-fw-1');
    expect(textOf(byRole(element, 'alert'))).toContain('answers nobody from then on');
    await click('Revoke its address');
    http.expectOne({ method: 'DELETE', url: `${URL_OF}/e1` }).flush(null);
    await settle();
    await exports({ ...EXPORT, revokedAt: NOW });
    expect(textOf(byRole(element, 'row', 'edge-fw-1'))).toContain('revoked');
  });

  it('are to be seen, and no more, by who may not block', async () => {
    const { element, exports } = await open(['watchlist.read', 'watchlist.manage']);
    await exports(EXPORT);
    expect(textOf(element)).not.toContain('Renew');
    expect(element.querySelector('tocsin-add-entry')).toBeNull();
  });
});
