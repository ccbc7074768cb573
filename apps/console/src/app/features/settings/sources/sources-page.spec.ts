import { TestBed } from '@angular/core/testing';
import type { Key, Source } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../testing/screen';
import { SourcesPage } from './sources-page';

const createdAt = '2026-11-21T12:00:00.000Z';
const settings: Omit<Source, 'name' | 'description'> = {
  dialect: null,
  zone: 'UTC',
  tags: [],
  limits: { eventsPerSecond: null, requests: null, bytes: null },
  allowedNetworks: [],
  longestSilenceSeconds: null,
  strict: false,
  remembersBodies: true,
  certificateSubjects: [],
  enabled: true,
  version: 1,
  createdAt,
};
const web: Source = { ...settings, name: 'web', description: 'Web servers' };
const vpn: Source = { ...web, name: 'vpn', description: '' };
const key: Key = {
  ...{ id: 'k_1', source: 'web', description: 'rsyslog', createdAt },
  ...{ expiresAt: null, revokedAt: null, lastUsedAt: null },
};
const keysOfWeb = '/api/sources/web/keys';

function openPage(session = aSession()) {
  const { http } = consoleBed({ session });
  const page = TestBed.createComponent(SourcesPage).nativeElement as HTMLElement;
  document.body.append(page);
  const answer = async (url: string, body: object | null, method = 'GET') => {
    await settle();
    http.expectOne({ method, url }).flush(body);
    await settle();
  };
  const fail = async (url: string, method = 'GET') => {
    await settle();
    http.expectOne({ method, url }).flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
  };
  const click = async (name: string) => {
    byRole(page, 'button', name).click();
    await settle();
  };
  return { answer, click, fail, http, page };
}

async function openWithKey(session?: ReturnType<typeof aSession>) {
  const opened = openPage(session);
  await opened.answer('/api/sources', { sources: [web, vpn] });
  await opened.answer(keysOfWeb, { keys: [key] });
  return opened;
}

describe('sources and keys', () => {
  it('explains what a source is while there is none', async () => {
    const { answer, page } = openPage();
    await answer('/api/sources', { sources: [] });
    byRole(page, 'heading', 'No sources yet');
    byRole(page, 'button', 'Make the first source');
  });

  it('shows the keys of the source that is chosen', async () => {
    const { answer, click, page } = await openWithKey();
    expect(textOf(page)).toContain('rsyslog');
    await click('vpn');
    await answer('/api/sources/vpn/keys', { keys: [] });
    byRole(page, 'heading', 'No keys yet');
  });

  it('says why it could not load, and tries again', async () => {
    const { answer, click, fail, page } = openPage();
    await fail('/api/sources');
    expect(textOf(byRole(page, 'alert'))).toContain('The database is away.');
    await click('Retry');
    await answer('/api/sources', { sources: [] });
    byRole(page, 'heading', 'No sources yet');
  });

  it('makes a source with a plain name only', async () => {
    const { click, http, page } = await openWithKey();
    await click('New source…');
    type(byRole(page, 'textbox', 'Name'), 'Web Servers!');
    await click('Make source');
    expect(textOf(page)).toContain('Use 1 to 63 lower-case letters');
    type(byRole(page, 'textbox', 'Name'), 'mail');
    await click('Make source');
    const request = http.expectOne({ method: 'POST', url: '/api/sources' });
    expect(request.request.body).toEqual({ name: 'mail', description: '', zone: 'UTC' });
  });

  it('shows a new key once, ready to be sent', async () => {
    const { answer, click, page } = await openWithKey();
    await click('New key…');
    await click('Make key');
    await answer(keysOfWeb, { id: 'k_2', secret: 's3cret', authorization: 'ApiKey azI6czNjcmV0' }, 'POST');
    expect(textOf(byRole(page, 'status', 'A key was made.'))).toContain('Authorization: ApiKey azI6czNjcmV0');
    await click('I have it');
    expect(textOf(page)).not.toContain('azI6czNjcmV0');
  });

  it('forgets a shown key when another source is chosen', async () => {
    const { answer, click, page } = await openWithKey();
    await click('New key…');
    await click('Make key');
    await answer(keysOfWeb, { id: 'k_2', secret: 's3cret', authorization: 'ApiKey azI6czNjcmV0' }, 'POST');
    await click('vpn');
    expect(textOf(page)).not.toContain('azI6czNjcmV0');
  });

  it('revokes a key only after saying what that does', async () => {
    const { answer, click, http, page } = await openWithKey();
    await click('Revoke k_1');
    http.expectNone('/api/keys/k_1');
    expect(textOf(page)).toContain('will be refused from now on. This cannot be undone.');
    await click('Revoke k_1');
    await answer('/api/keys/k_1', null, 'DELETE');
    await answer(keysOfWeb, { keys: [{ ...key, revokedAt: createdAt }] });
    expect(textOf(page)).toContain('revoked');
    expect(allByRole(page, 'button', 'Revoke')).toEqual([]);
  });

  it('says when a key was not revoked', async () => {
    const { click, fail, page } = await openWithKey();
    await click('Revoke k_1');
    await click('Revoke k_1');
    await fail('/api/keys/k_1', 'DELETE');
    expect(textOf(byRole(page, 'alert', 'not revoked'))).toContain('The database is away.');
  });

  it('offers nothing to people who may only look', async () => {
    const { page } = await openWithKey(aSession(['source.read']));
    for (const verb of ['New source', 'New key', 'Revoke']) expect(allByRole(page, 'button', verb)).toEqual([]);
  });
});
