import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';

import { consoleBed, settle } from '../../../../../testing/console-bed';
import { aSession, aSource } from '../../../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../../../testing/screen';
import { SourcesPage } from './sources-page';

@Component({ template: '' })
class Elsewhere {}

const web = aSource({ description: 'Web servers', allowedNetworks: ['203.0.113.0/24'], longestSilenceSeconds: 900 });
const vpn = aSource({ name: 'vpn', dialect: 'syslog', strict: true, enabled: false });

async function openPage(session = aSession()) {
  const { http } = consoleBed({ session, routes: [{ path: '**', component: Elsewhere }] });
  const page = TestBed.createComponent(SourcesPage).nativeElement as HTMLElement;
  document.body.append(page);
  await settle();
  const answer = async (body: object, method = 'GET') => {
    http.expectOne({ method, url: '/api/sources' }).flush(body);
    await settle();
  };
  const fail = async () => {
    http.expectOne('/api/sources').flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
  };
  const click = async (name: string) => {
    byRole(page, 'button', name).click();
    await settle();
  };
  return { answer, click, fail, http, page };
}

describe('the list of sources', () => {
  it('explains what a source is while there is none', async () => {
    const { answer, page } = await openPage();
    await answer({ sources: [] });
    byRole(page, 'heading', 'No sources yet');
    byRole(page, 'button', 'Make the first source');
  });

  it('says of each what it may and how it is understood', async () => {
    const { answer, page } = await openPage();
    await answer({ sources: [web, vpn] });
    expect(cellsOf(byRole(page, 'row', 'web'))).toEqual([
      'web',
      'Web servers',
      'any',
      'parked',
      '203.0.113.0/24',
      '15 min',
      'yes',
    ]);
    expect(cellsOf(byRole(page, 'row', 'vpn'))).toEqual([
      'vpn',
      '',
      'syslog',
      'refused',
      'anywhere',
      'as learned',
      'no',
    ]);
    expect(byRole(page, 'link', 'web').getAttribute('href')).toBe('/settings/sources/web');
  });

  it('says why it could not load, and tries again', async () => {
    const { answer, click, fail, page } = await openPage();
    await fail();
    expect(textOf(byRole(page, 'alert'))).toContain('The database is away.');
    await click('Retry');
    await answer({ sources: [] });
    byRole(page, 'heading', 'No sources yet');
  });

  it('makes a source with a plain name only, and goes on to it', async () => {
    const { answer, click, http, page } = await openPage();
    await answer({ sources: [web] });
    await click('New source…');
    type(byRole(page, 'textbox', 'Name'), 'Web Servers!');
    await click('Make source');
    expect(textOf(page)).toContain('Use 1 to 63 lower-case letters');
    http.expectNone({ method: 'POST', url: '/api/sources' });
    type(byRole(page, 'textbox', 'Name'), 'mail');
    await click('Make source');
    const request = http.expectOne({ method: 'POST', url: '/api/sources' });
    expect(request.request.body).toEqual({ name: 'mail', description: '', zone: 'UTC' });
    request.flush(aSource({ name: 'mail' }));
    await settle();
    expect(TestBed.inject(Router).url).toBe('/settings/sources/mail');
  });

  it('offers nothing to people who may only look', async () => {
    const { answer, page } = await openPage(aSession(['source.read']));
    await answer({ sources: [] });
    expect(allByRole(page, 'button', 'source')).toEqual([]);
  });
});
