import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AlertGroupPage, AlertPage } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aGroup, aGroupPage, anAlert, aPage, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, choose, press, textOf } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { Preferences } from '../../../core/preferences/preferences';
import { alertRoutes } from '../alerts.routes';

const two = aGroupPage([aGroup(1, { count: 150 }), aGroup(2)]);

async function openScreen(address = '/alerts/views/open?group=entity') {
  const bed = consoleBed({ routes: [{ path: 'alerts', children: alertRoutes }] });
  TestBed.inject(Preferences).set({ preview: 'hidden' });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  const screen = harness.routeNativeElement as HTMLElement;
  const answer = async (
    path: string,
    body: AlertPage | AlertGroupPage | object,
    match: Record<string, string> = {},
  ) => {
    const request = await vi.waitFor(() =>
      bed.http.expectOne(
        ({ url, params }) =>
          url === path && Object.entries(match).every(([name, value]) => (params.get(name) ?? '') === value),
      ),
    );
    request.flush(body);
    await settle();
    return request.request;
  };
  const answerGroups = (page: AlertGroupPage, match = {}) => answer('/api/alerts/groups', page, match);
  return { ...bed, answer, answerGroups, screen };
}

const linesOf = (screen: HTMLElement) => allByRole(screen, 'row').slice(1);
const cursorOf = (screen: HTMLElement) => {
  const id = byRole(screen, 'treegrid').getAttribute('aria-activedescendant');
  return document.getElementById(id ?? '') ?? document.createElement('i');
};

describe('the list in groups', () => {
  it('shows heads with what is in them, folded', async () => {
    const { answerGroups, screen } = await openScreen();
    await answerGroups(two, { by: 'entity', status: 'open' });
    const [first] = linesOf(screen);
    for (const words of ['web-1', 'host.name', '150', 'Password guessing', '2 unassigned'])
      expect(textOf(first as HTMLElement)).toContain(words);
    expect([first?.getAttribute('aria-level'), first?.getAttribute('aria-expanded')]).toEqual(['1', 'false']);
    expect(byRole(screen, 'treegrid').getAttribute('aria-rowcount')).toBe('3');
    expect(textOf(screen)).toContain('152 open in 2 groups');
  });

  it('unfolds with the right arrow, goes in, and folds with the left one', async () => {
    const { answer, answerGroups, screen } = await openScreen();
    await answerGroups(two);
    press('ArrowRight');
    await settle();
    expect(cursorOf(screen).getAttribute('aria-expanded')).toBe('true');
    const loaded = aPage([anAlert(1), anAlert(2)], { total: 150, nextCursor: 'c1' });
    await answer('/api/alerts', loaded, { group: 'host.name:web-1', status: 'open' });
    expect(linesOf(screen).map((line) => line.getAttribute('aria-rowindex'))).toEqual(['2', '3', '4', '5', '153']);
    expect(byRole(screen, 'treegrid').getAttribute('aria-rowcount')).toBe('153');
    press('ArrowRight');
    await settle();
    expect(textOf(cursorOf(screen))).toContain('Password guessing 1');
    expect(cursorOf(screen).getAttribute('aria-level')).toBe('2');
    press('ArrowLeft');
    await settle();
    expect(textOf(cursorOf(screen))).toContain('web-1');
    expect(linesOf(screen)).toHaveLength(2);
  });

  it('fetches more of a group when the cursor comes to its end, and stands on what came', async () => {
    const { answer, answerGroups, screen } = await openScreen();
    await answerGroups(two);
    press('Enter');
    await settle();
    await answer('/api/alerts', aPage([anAlert(1)], { nextCursor: 'c1' }), { group: 'host.name:web-1' });
    press('j');
    await settle();
    press('j');
    await settle();
    expect(textOf(cursorOf(screen))).toContain('149 more');
    await answer('/api/alerts', aPage([anAlert(2), anAlert(3)], { nextCursor: 'c2' }), { cursor: 'c1' });
    expect(textOf(cursorOf(screen))).toContain('Password guessing 2');
  });

  it('says that a group could not be loaded, and tries again', async () => {
    const { answer, answerGroups, http, screen } = await openScreen();
    await answerGroups(two);
    press(' ');
    await settle();
    const request = await vi.waitFor(() => http.expectOne(({ url }) => url === '/api/alerts'));
    request.flush({}, { status: 503, statusText: 'Unavailable' });
    await settle();
    expect(textOf(screen)).toContain('Press Enter to try again');
    press('j');
    await settle();
    press('Enter');
    await answer('/api/alerts', aPage([anAlert(1)]), { group: 'host.name:web-1' });
    expect(textOf(cursorOf(screen))).toContain('Password guessing 1');
  });

  it('selects a whole group with X: frozen on the server, with its exact number', async () => {
    const { answer, answerGroups, http, screen } = await openScreen('/alerts/views/open?group=entity&q=vpn');
    await answerGroups(two, { q: 'vpn' });
    const set = { ...{ id: 'set', createdAt: NOW, state: 'frozen', action: null, undoUntil: null }, total: 151 };
    press('x');
    const first = await answer('/api/alert-sets', { ...set, done: 0, changed: 0, unfit: 0, undone: 0, kept: 0 });
    expect(first.body).toEqual({ filter: { status: 'open', q: 'vpn', group: 'host.name:web-1' } });
    expect(linesOf(screen).map((line) => line.getAttribute('aria-selected'))).toEqual(['true', 'false']);
    expect(textOf(screen.querySelector('tocsin-bulk-bar') ?? screen)).toContain('151 selected');
    press('j');
    await settle();
    press('x');
    const second = await answer('/api/alert-sets', { ...set, total: 153 });
    expect(second.body).toMatchObject({ filter: { group: 'host.name:web-1 host.name:web-2' } });
    press('Escape');
    await settle();
    http.verify();
    expect(linesOf(screen).map((line) => line.getAttribute('aria-selected'))).toEqual(['false', 'false']);
  });

  it('keeps groups open when the list is fetched anew', async () => {
    const { answer, answerGroups, screen } = await openScreen();
    await answerGroups(two);
    press('ArrowRight');
    await answer('/api/alerts', aPage([anAlert(1)]), { group: 'host.name:web-1' });
    press('.');
    await answerGroups(aGroupPage([aGroup(2), aGroup(1, { count: 1 })]));
    await answer('/api/alerts', aPage([anAlert(4)]), { group: 'host.name:web-1' });
    expect(linesOf(screen).map((line) => textOf(line).replaceAll(/.*(web-\d|guessing \d).*/g, '$1'))).toEqual([
      'web-2',
      'web-1',
      'guessing 4',
    ]);
  });

  it('is chosen by buttons and by key, stands in the address, and is remembered', async () => {
    const { answer, answerGroups, screen } = await openScreen('/alerts/views/open');
    await answer('/api/alerts', aPage([anAlert(1)]));
    byRole(screen, 'button', 'Rule').click();
    await answerGroups(two, { by: 'rule' });
    expect(TestBed.inject(Router).url).toBe('/alerts/views/open?group=rule');
    expect(TestBed.inject(Preferences).settings().alertGrouping).toBe('rule');
    press('G', { shiftKey: true });
    await answerGroups(two, { by: 'severity' });
    expect(byRole(screen, 'button', 'Severity').getAttribute('aria-pressed')).toBe('true');
    choose(byRole(screen, 'combobox', 'Order'), 'severe');
    await settle();
    expect(TestBed.inject(Router).url).toBe('/alerts/views/open?group=severity&sort=severe');
  });
});
