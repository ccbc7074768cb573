import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { SavedSearch } from '@tocsin/api-contract';

import { aSearch } from '../../../../testing/a-search';
import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { HuntPage } from '../hunt-page';
import { SavedSearchPage } from './saved-search-page';

const ROUTES = [
  { path: 'hunt', component: HuntPage },
  { path: 'hunt/s/:id', component: SavedSearchPage },
];

async function open(address: string, permissions = ['event.read', 'search.share']) {
  const bed = consoleBed({ routes: ROUTES, session: aSession(permissions) });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const query = () => TestBed.inject(Router).parseUrl(TestBed.inject(Router).url).queryParams;
  return { ...bed, harness, element, query };
}

/** The dialog, once its code is there. */
async function dialogOf(name: string): Promise<HTMLElement> {
  for (let round = 0; round < 50; round += 1) {
    const found = document.querySelector<HTMLElement>(name);
    await settle();
    if (found !== null) return found;
  }
  throw new Error(`There is no ${name}.`);
}

async function listOf(opened: Awaited<ReturnType<typeof open>>, searches: SavedSearch[]): Promise<HTMLElement> {
  byRole(opened.element, 'button', 'Searches').click();
  const dialog = await dialogOf('tocsin-saved-list-dialog');
  opened.http.expectOne('/api/searches').flush({ searches });
  await settle();
  return dialog;
}

describe('saved searches', () => {
  it('have an address that leads to the hunt as it is saved', async () => {
    const { http, query } = await open('/hunt/s/s-1');
    http.expectOne('/api/searches/s-1').flush(aSearch());
    await settle();
    expect(query()).toEqual({ q: 'user.name:root', last: '24h', columns: 'user.name', saved: 's-1' });
  });

  it('say so when there is none', async () => {
    const { http, element } = await open('/hunt/s/s-1');
    http.expectOne('/api/searches/s-1').flush({ detail: 'There is no such search.' }, { status: 404, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('There is no such search.');
  });

  it('are told by name, and whether they were changed', async () => {
    const { http, element, harness } = await open('/hunt?q=user.name:root&last=24h&columns=user.name&saved=s-1');
    http.expectOne('/api/searches/s-1').flush(aSearch({ name: '<i>Root</i>' }));
    await settle();
    const bar = element.querySelector('tocsin-hunt-saved') as HTMLElement;
    expect(textOf(bar)).toContain('<i>Root</i>');
    expect(textOf(bar)).not.toContain('changed');
    await harness.navigateByUrl('/hunt?q=other&last=24h&columns=user.name&saved=s-1');
    await settle();
    expect(textOf(bar)).toContain('changed, not saved');
  });

  it('are saved with their query, time, columns and order', async () => {
    const { http, element, query } = await open('/hunt?q=a&last=7d&columns=b&sort=oldest');
    byRole(element, 'button', 'Save').click();
    const dialog = await dialogOf('tocsin-save-dialog');
    type(byRole(dialog, 'textbox'), ' Mine ');
    byRole(dialog, 'checkbox').click();
    byRole(dialog, 'button', 'Save').click();
    const request = http.expectOne({ method: 'POST', url: '/api/searches' });
    const wish = {
      name: 'Mine',
      audience: 'team',
      q: 'a',
      time: { last: '7d' },
      columns: ['b'],
      sort: 'oldest',
    } as const;
    expect(request.request.body).toEqual(wish);
    request.flush(aSearch({ ...wish, columns: ['b'], id: 's-2' }));
    await settle();
    expect(query()['saved']).toBe('s-2');
  });

  it('are changed only as they were seen, and say when somebody was faster', async () => {
    const { http, element } = await open('/hunt?q=other&saved=s-1');
    http.expectOne('/api/searches/s-1').flush(aSearch());
    await settle();
    byRole(element, 'button', 'Save').click();
    const dialog = await dialogOf('tocsin-save-dialog');
    byRole(dialog, 'button', 'Save changes').click();
    const request = http.expectOne({ method: 'PATCH', url: '/api/searches/s-1' });
    expect(request.request.headers.get('if-match')).toBe('"3"');
    request.flush({ detail: 'Somebody changed the search meanwhile.' }, { status: 412, statusText: 'x' });
    await settle();
    expect(textOf(byRole(dialog, 'alert'))).toContain('Somebody changed the search meanwhile.');
  });

  it('are not offered to the team by who may not share', async () => {
    const { element } = await open('/hunt?q=a', ['event.read']);
    byRole(element, 'button', 'Save').click();
    const dialog = await dialogOf('tocsin-save-dialog');
    expect(allByRole(dialog, 'checkbox')).toEqual([]);
    expect(textOf(dialog)).toContain('Only you see it.');
  });

  it('are found by words and opened by keys', async () => {
    const opened = await open('/hunt');
    const dialog = await listOf(opened, [aSearch(), aSearch({ id: 's-2', name: 'Scans', q: 'tags:scan' })]);
    type(byRole(dialog, 'textbox'), 'scan');
    await settle();
    byRole(dialog, 'textbox').focus();
    press('ArrowDown');
    expect(textOf(document.activeElement as HTMLElement)).toContain('Scans');
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(opened.query()).toMatchObject({ q: 'tags:scan', saved: 's-2' });
  });

  it('are renamed', async () => {
    const opened = await open('/hunt');
    const dialog = await listOf(opened, [aSearch()]);
    byRole(dialog, 'button', 'Rename Root logins').click();
    await settle();
    type(dialog.querySelector('.rename') as HTMLElement, 'Root');
    byRole(dialog, 'button', 'Rename').click();
    const request = opened.http.expectOne({ method: 'PATCH', url: '/api/searches/s-1' });
    expect(request.request.body).toEqual({ name: 'Root' });
    request.flush(aSearch({ name: 'Root', version: 4 }));
    await settle();
    opened.http.expectOne('/api/searches').flush({ searches: [aSearch({ name: 'Root' })] });
    await settle();
    expect(textOf(dialog)).toContain('Root');
    expect(document.activeElement).toBe(byRole(dialog, 'textbox'));
  });

  it('are deleted, and come back', async () => {
    const opened = await open('/hunt');
    const dialog = await listOf(opened, [aSearch(), aSearch({ id: 's-2', name: 'Of others', mayChange: false })]);
    expect(allByRole(dialog, 'button', 'Delete Of others')).toEqual([]);
    byRole(dialog, 'button', 'Delete Root logins').click();
    opened.http.expectOne({ method: 'DELETE', url: '/api/searches/s-1' }).flush(null, { status: 204, statusText: 'x' });
    await settle();
    TestBed.inject(Toasts).toasts()[0]?.action?.run();
    const again = opened.http.expectOne({ method: 'POST', url: '/api/searches' }).request.body as object;
    expect(again).toMatchObject({ name: 'Root logins', q: 'user.name:root', columns: ['user.name'] });
  });
});
