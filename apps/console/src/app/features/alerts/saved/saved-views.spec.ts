import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AlertFacets, SavedAlertView } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aGroup, aGroupPage, anAlert, aPage, aSession, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { Preferences } from '../../../core/preferences/preferences';
import { alertRoutes } from '../alerts.routes';

const ID = 'c0a8012e-0000-4000-8000-000000000001';
const SAVED: SavedAlertView = {
  ...{
    id: ID,
    name: 'Spray <b>',
    audience: 'private',
    base: 'unassigned',
    q: 'tag:vpn',
    grouping: 'rule',
    sort: 'severe',
  },
  ...{ owner: MARA, mayChange: true, version: 3, createdAt: NOW, updatedAt: NOW },
};

async function openScreen(address: string) {
  const session = aSession(['alert.read', 'alert.handle', 'search.share']);
  const bed = consoleBed({ routes: [{ path: 'alerts', children: alertRoutes }], session });
  TestBed.inject(Preferences).set({ preview: 'hidden' });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  const screen = harness.routeNativeElement as HTMLElement;
  const answer = async (path: string, body: object | null, options = {}) => {
    const { request, flush } = await vi.waitFor(() => {
      const found = bed.http.expectOne(({ url }) => url === path);
      return { request: found.request, flush: () => found.flush(body, options) };
    });
    flush();
    await settle();
    return request;
  };
  return { ...bed, answer, screen };
}

const url = () => TestBed.inject(Router).url;

describe('saved views of alerts', () => {
  it('open with filter, grouping and order, and say when the list is another one by now', async () => {
    const { answer, screen } = await openScreen(`/alerts/views/${ID}`);
    await answer(`/api/alert-views/${ID}`, SAVED);
    const asked = await answer('/api/alerts/groups', aGroupPage([aGroup(1)]));
    expect(['status', 'assignee', 'q', 'by'].map((name) => asked.params.get(name))).toEqual([
      'open',
      'none',
      'tag:vpn',
      'rule',
    ]);
    expect(textOf(byRole(screen, 'link', 'Spray <b>'))).not.toContain('changed');
    press('S', { shiftKey: true });
    await settle();
    expect(url()).toBe(`/alerts/views/${ID}?sort=newest`);
    expect(textOf(byRole(screen, 'link', 'Spray <b>'))).toContain('changed, not saved');
  });

  it('that do not exist are said not to', async () => {
    const { answer, screen } = await openScreen(`/alerts/views/${ID}`);
    await answer(`/api/alert-views/${ID}`, {}, { status: 404, statusText: 'Not found' });
    expect(textOf(screen)).toContain('There is no such view');
  });

  it('are made by Shift V out of what is shown', async () => {
    const { answer } = await openScreen('/alerts/views/mine?q=vpn&sort=oldest');
    await answer('/api/alerts', aPage([anAlert(1)]));
    press('V', { shiftKey: true });
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Save this view'));
    expect(textOf(dialog)).toContain('vpn, not grouped, oldest first');
    type(byRole(dialog, 'textbox'), 'Old ones');
    byRole(dialog, 'checkbox').click();
    byRole(dialog, 'button', 'Save').click();
    const made = await answer('/api/alert-views', SAVED);
    const content = { base: 'mine', q: 'vpn', grouping: 'none', sort: 'oldest' };
    expect(made.body).toEqual({ ...content, name: 'Old ones', audience: 'team' });
    await vi.waitFor(() => expect(url()).toBe(`/alerts/views/${ID}`));
  });

  it('are found, deleted as they were seen, and opened by V and arrows', async () => {
    const { answer } = await openScreen('/alerts/views/open');
    await answer('/api/alerts', aPage([anAlert(1)]));
    press('v');
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Saved views'));
    await answer('/api/alert-views', { views: [SAVED, { ...SAVED, id: 'other', name: 'Other', q: '' }] });
    type(byRole(dialog, 'textbox'), 'vpn');
    await settle();
    press('ArrowDown');
    press('Delete');
    const deleting = await answer(`/api/alert-views/${ID}`, null);
    expect([deleting.method, deleting.headers.get('if-match')]).toEqual(['DELETE', '"3"']);
    await answer('/api/alert-views', { views: [SAVED] });
    press('ArrowDown');
    (document.activeElement as HTMLElement).click();
    await vi.waitFor(() => expect(url()).toBe(`/alerts/views/${ID}`));
  });
});

describe('the counts beside the list', () => {
  const facets: AlertFacets = {
    status: { new: 3, in_progress: 0, snoozed: 0, resolved: 0 },
    severity: [{ value: 'high', count: 3 }],
    assignee: [{ value: null, count: 3 }],
    ruleId: [{ value: 'spray', title: 'Password spray', count: 3 }],
    verdict: [],
    entity: [{ value: { field: 'user.name', value: 'Ada B' }, count: 2 }],
    tag: [],
  };

  it('come with F, and keep or leave out a value in the text of the filter', async () => {
    const { answer, screen } = await openScreen('/alerts/views/open?q=vpn');
    await answer('/api/alerts', aPage([anAlert(1)]));
    press('f');
    await settle();
    const asked = await answer('/api/alerts/facets', facets);
    expect(asked.params.keys().sort()).toEqual(['q', 'status']);
    await vi.waitFor(() => byRole(screen, 'button', 'Keep only Severity high, 3 alerts').focus());
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowDown');
    expect(document.activeElement).toBe(byRole(screen, 'button', 'Keep only About Ada B, 2 alerts'));
    press('-');
    await answer('/api/alerts', aPage([]));
    expect(new URLSearchParams(url().split('?')[1]).get('q')).toBe('vpn -user.name:"Ada B"');
    await answer('/api/alerts/facets', facets);
    byRole(screen, 'button', 'Keep only About Ada B, 2 alerts').click();
    await settle();
    expect(new URLSearchParams(url().split('?')[1]).get('q')).toBe('vpn user.name:"Ada B"');
    press('f');
    await settle();
    expect(allByRole(screen, 'button', 'Keep only')).toEqual([]);
  });
});
