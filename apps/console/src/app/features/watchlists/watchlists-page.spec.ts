import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { List, ListEntry } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../testing/screen';
import { Keyboard } from '../../core/commands/keyboard';
import { Toasts } from '../../core/toasts/toasts';
import { watchlistRoutes } from './watchlists.routes';

const MAY = aSession(['watchlist.read', 'watchlist.manage']);

const aList = (name: string, patch: Partial<List> = {}): List => ({
  name,
  kind: 'watchlist',
  description: '',
  signalLevel: 'high',
  validDays: null,
  createdAt: NOW,
  version: 1,
  entries: 2,
  expired: 0,
  ...patch,
});

const anEntry = (value: string, patch: Partial<ListEntry> = {}): ListEntry => ({
  id: `id-${value}`,
  kind: 'exact',
  value,
  facts: { reason: 'scans us' },
  validFrom: null,
  expiresAt: null,
  createdAt: NOW,
  ...patch,
});

async function open(address: string, session = MAY) {
  const bed = consoleBed({ session, routes: [{ path: 'watchlists', children: watchlistRoutes }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const lists = async (...all: List[]) => {
    bed.http.expectOne('/api/lists').flush({ lists: all });
    await settle();
  };
  const entries = async (list: string, ...all: ListEntry[]) => {
    const isIt = ({ url, method }: { url: string; method: string }) =>
      method === 'GET' && url === `/api/lists/${list}/entries`;
    bed.http.expectOne(isIt).flush({ entries: all, total: all.length, nextCursor: null });
    await settle();
  };
  const click = async (name: string) => {
    byRole(element, 'button', name).click();
    await settle();
  };
  const at = () => TestBed.inject(Router).url;
  TestBed.inject(Keyboard);
  const key = async (name: string) => {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    await settle();
  };
  return { ...bed, element, lists, entries, click, at, key };
}

describe('the watchlists', () => {
  it('explain themselves while there is none, and make the first', async () => {
    const { element, lists, click, http, at } = await open('/watchlists');
    await lists();
    byRole(element, 'heading', 'No lists yet');
    await click('Make the first list');
    type(byRole(element, 'textbox', 'Name'), 'attackers');
    await click('Make list');
    const request = http.expectOne({ method: 'POST', url: '/api/lists' });
    expect(request.request.body).toEqual({ name: 'attackers', kind: 'watchlist', description: '' });
    request.flush({});
    await settle();
    expect(at()).toBe('/watchlists/attackers');
  });

  it('stand grouped by what they do', async () => {
    const { element, lists } = await open('/watchlists');
    await lists(aList('attackers'), aList('staff', { kind: 'vip' }));
    expect(allByRole(element, 'heading').map(textOf)).toEqual(
      expect.arrayContaining(['Watch tags events and raises alerts', 'Key staff marks what key people do']),
    );
    expect(byRole(element, 'link', 'attackers').getAttribute('href')).toBe('/watchlists/attackers');
  });

  it('show what stands on one, with why and until when', async () => {
    const { element, lists, entries } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers', anEntry('203.0.113.0/24', { kind: 'cidr', expiresAt: NOW }), anEntry('<b>x</b>'));
    expect(cellsOf(byRole(element, 'row', '203.0.113.0/24')).slice(0, 3)).toEqual([
      '203.0.113.0/24',
      'cidr',
      'scans us',
    ]);
    expect(textOf(byRole(element, 'row', '<b>x</b>'))).toContain('never');
  });

  it('take a value only with what must be said of it', async () => {
    const { element, lists, entries, click, http } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers');
    const [value, reason] = ['Address', 'Reason'].map((name) => byRole(element, 'textbox', name));
    type(value as HTMLElement, ' 203.0.113.7 ');
    await settle();
    await click('Add');
    http.expectNone({ method: 'POST', url: '/api/lists/attackers/entries' });
    type(reason as HTMLElement, 'scans us');
    await settle();
    await click('Add');
    const request = http.expectOne({ method: 'POST', url: '/api/lists/attackers/entries' });
    expect(request.request.body).toMatchObject({ value: '203.0.113.7', facts: { reason: 'scans us' } });
    request.flush({ detail: 'The list holds this value already.' }, { status: 409, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The list holds this value already.');
    expect((value as HTMLInputElement).value).toBe(' 203.0.113.7 ');
  });

  it('let a value go, and put it back', async () => {
    const { element, lists, entries, click, http } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers', anEntry('203.0.113.7'));
    await click('Remove 203.0.113.7');
    http.expectOne({ method: 'DELETE', url: '/api/lists/attackers/entries/id-203.0.113.7' }).flush(null);
    await settle();
    await entries('attackers');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Entries');
    byRole(element, 'heading', 'Nothing stands on this list yet');
    TestBed.inject(Toasts).toasts()[0]?.action?.run();
    http.expectOne({ method: 'POST', url: '/api/lists/attackers/entries/id-203.0.113.7/restore' });
  });

  it('say what became of an import, line by line', async () => {
    const { element, lists, entries, click, http } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers');
    await click('Import…');
    const picker = element.querySelector<HTMLInputElement>('input[type=file]');
    Object.defineProperty(picker, 'files', { value: [new File(['value,reason'], 'bad.jsonl')] });
    picker?.dispatchEvent(new Event('change'));
    await settle();
    allByRole(element, 'button', 'Import').at(-1)?.click();
    const isImport = ({ url }: { url: string }) => url === '/api/lists/attackers/import';
    const request = http.expectOne(isImport);
    expect([request.request.params.get('format'), request.request.params.get('mode')]).toEqual(['ndjson', 'add']);
    const counts = { added: 1_200, updated: 0, unchanged: 3, removed: 0, skipped: 0, refused: 1 };
    request.flush({ ...counts, isComplete: true, problems: [{ line: 4, reason: 'no <value>' }] });
    await settle();
    expect(textOf(element)).toContain('1,200 added, 0 changed, 3 known');
    expect(textOf(element)).toContain('Line 4: no <value>');
  });

  it('are removed only after it was said what that does', async () => {
    const { element, lists, entries, click, http, at } = await open('/watchlists/attackers');
    await lists(aList('attackers', { entries: 1_840 }));
    await entries('attackers');
    await click('Remove list…');
    expect(textOf(byRole(element, 'alert'))).toContain('its 1,840 entries are out of force at once');
    await click('Remove attackers');
    http.expectOne({ method: 'DELETE', url: '/api/lists/attackers' }).flush(null);
    await settle();
    expect(at()).toBe('/watchlists');
  });

  it('give the focus back to the button that opened what was closed', async () => {
    const { lists, entries, click } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers');
    for (const [opener, closer] of [
      ['Import…', 'Close'],
      ['Remove list…', 'Keep it'],
      ['New list…', 'Cancel'],
    ] as const) {
      await click(opener);
      await click(closer);
      expect(textOf(document.activeElement as HTMLElement)).toBe(opener);
    }
  });

  it('are only read by those who may not manage them', async () => {
    const { element, lists, entries } = await open('/watchlists/attackers', aSession(['watchlist.read']));
    await lists(aList('attackers'));
    await entries('attackers', anEntry('203.0.113.7'));
    for (const name of ['Add', 'Remove', 'Import', 'New list']) expect(allByRole(element, 'button', name)).toEqual([]);
  });

  it('say that a list is not there, and what failed', async () => {
    const { element, lists } = await open('/watchlists/gone');
    await lists(aList('attackers'));
    byRole(element, 'heading', 'There is no list gone');
  });

  it('say so to those who may not see them', async () => {
    const { element } = await open('/watchlists', aSession(['alert.read']));
    expect(textOf(element)).toContain('You may not see this');
  });

  it('say which of them a value meets', async () => {
    const { element, lists, click, http } = await open('/watchlists');
    await lists(aList('attackers'));
    type(byRole(element, 'textbox', 'Test a value'), ' 203.0.113.7 ');
    await click('Test');
    const request = http.expectOne(({ url }) => url === '/api/lists/match');
    expect(request.request.params.get('value')).toBe('203.0.113.7');
    const entry = anEntry('203.0.113.0/24', { kind: 'cidr' });
    const match = { list: 'attackers', kind: 'watchlist', signalLevel: 'high', state: 'expired', entry };
    request.flush({ matches: [match], guardedBy: '203.0.113.7' });
    await settle();
    const found = byRole(element, 'status', 'meets');
    expect(textOf(found)).toContain('attackers watch, by 203.0.113.0/24 (over)');
    expect(textOf(found)).toContain('It cannot be blocked: 203.0.113.7 stands on an allow list.');
  });

  it('show what an entry met, and what had passed before it stood there', async () => {
    const { element, lists, entries, click, http } = await open('/watchlists/attackers');
    await lists(aList('attackers'));
    await entries('attackers', anEntry('203.0.113.7'));
    await click('Hits of 203.0.113.7');
    const event = { '@timestamp': NOW, message: '<i>Failed password</i>' };
    http.expectOne('/api/lists/attackers/entries/id-203.0.113.7/hits').flush({
      ...{ from: NOW, to: NOW, entry: anEntry('203.0.113.7'), hits: { q: 'h', total: 0, newest: [] } },
      older: { q: 'o', total: 3, newest: [{ id: 'e', event }] },
      alerts: { total: 1, newest: [{ number: 'A-7', title: 'x', severity: 'high', status: 'new', lastAt: NOW }] },
    });
    await settle();
    const pane = element.querySelector('tocsin-entry-hits') as HTMLElement;
    expect(textOf(pane)).toContain('Before, looked back over 90 days: 3 events');
    expect(textOf(pane)).toContain('<i>Failed password</i>');
    expect(byRole(pane, 'link', 'A-7').getAttribute('href')).toBe('/alerts/A-7');
    expect(byRole(pane, 'link', 'All in Hunt').getAttribute('href')).toContain('/hunt?q=o');
    await click('Close');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Entries');
  });

  it('get another end by key, unless somebody was faster', async () => {
    const { element, lists, entries, http, key } = await open('/watchlists/attackers?state=soon');
    await lists(aList('attackers'));
    await entries('attackers', anEntry('one'), anEntry('two', { expiresAt: NOW }));
    await key('j');
    await key('j');
    expect(document.activeElement).toBe(byRole(element, 'row', 'two'));
    await key('e');
    byRole(element, 'heading', 'End of two');
    byRole(element, 'button', '90 days').click();
    const request = http.expectOne({ method: 'PATCH', url: '/api/lists/attackers/entries/id-two' });
    expect(request.request.body).toMatchObject({ was: NOW, expiresAt: expect.any(String) as string });
    request.flush({ detail: 'Somebody changed the end.' }, { status: 409, statusText: 'x' });
    await settle();
    expect(TestBed.inject(Toasts).toasts()[0]?.text).toContain('ends as before. Somebody changed the end.');
    await entries('attackers');
    byRole(element, 'heading', 'Nothing ends within 7 days');
  });
});
