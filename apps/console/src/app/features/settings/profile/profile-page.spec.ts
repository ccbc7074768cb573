import { TestBed } from '@angular/core/testing';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../../testing/screen';
import { Preferences } from '../../../core/preferences/preferences';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { browserInWords } from './browser-words';
import { ProfilePage } from './profile-page';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const aSessionOf = (id: string, patch: object = {}) => ({
  id,
  startedAt: NOW,
  lastSeenAt: NOW,
  expiresAt: NOW,
  address: '192.0.2.7',
  userAgent: FIREFOX,
  isCurrent: false,
  ...patch,
});

async function open() {
  const { http } = consoleBed();
  const element = TestBed.createComponent(ProfilePage).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  const list = async (...items: object[]) => {
    http.expectOne('/api/session/list').flush({ items });
    await settle();
  };
  return { http, element, list };
}

async function change(element: HTMLElement, present: string, next: string): Promise<void> {
  type(byRole(element, 'textbox', 'Present password'), present);
  type(byRole(element, 'textbox', 'New password'), next);
  byRole(element, 'button', 'Change password').click();
  await settle();
}

describe('the profile', () => {
  it('changes how the console looks and answers, and keeps it', async () => {
    const { element } = await open();
    const list = byRole(element, 'combobox', 'Single keys') as HTMLSelectElement;
    list.value = 'off';
    list.dispatchEvent(new Event('change'));
    expect(TestBed.inject(Preferences).settings().singleKeys).toBe('off');
    TestBed.inject(Preferences).set({ singleKeys: 'on' });
  });

  it('says where one is signed in, and ends another session', async () => {
    const { element, http, list } = await open();
    await list(aSessionOf('here', { isCurrent: true }), aSessionOf('lost', { address: '198.51.100.9' }));
    const [, mine, other] = allByRole(element, 'row').map(cellsOf);
    expect([mine?.[0], mine?.at(-1), other?.[1]]).toEqual(['Firefox on Linux', 'this one', '198.51.100.9']);
    byRole(element, 'button', 'End the session of Firefox on Linux at 198.51.100.9').click();
    http.expectOne({ method: 'DELETE', url: '/api/session/list/lost' }).flush(null);
    await settle();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Sessions');
    await list(aSessionOf('here', { isCurrent: true }));
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('Firefox on Linux at 198.51.100.9 is signed out.');
  });

  it('changes the password, and goes on with the session that comes back', async () => {
    const { element, http, list } = await open();
    await list(aSessionOf('here', { isCurrent: true }));
    await change(element, 'copper kettle at noon', 'an owl in the bell tower');
    const request = http.expectOne('/api/session/password');
    expect(request.request.body).toEqual({ present: 'copper kettle at noon', next: 'an owl in the bell tower' });
    request.flush(aSession(['alert.read']));
    await settle();
    expect(TestBed.inject(SessionStore).account()?.permissions).toEqual(['alert.read']);
    await list(aSessionOf('new', { isCurrent: true }));
    expect(allByRole(element, 'textbox').map((box) => (box as HTMLInputElement).value)).toEqual(['', '']);
  });

  it('sends no password that is too short, and says what the server refuses', async () => {
    const { element, http, list } = await open();
    await list(aSessionOf('here', { isCurrent: true }));
    await change(element, 'copper kettle at noon', 'short');
    http.expectNone('/api/session/password');
    expect(textOf(element)).toContain('At least 12 characters.');
    await change(element, 'wrong', 'an owl in the bell tower');
    const refusal = { detail: 'The present password is wrong.', code: 'account.wrong_password' };
    http.expectOne('/api/session/password').flush(refusal, { status: 400, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The present password is wrong.');
  });

  it('says why the sessions could not be loaded', async () => {
    const { element, http } = await open();
    http.expectOne('/api/session/list').flush({ detail: 'Away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('Away.');
  });
});

describe('what a browser says it is', () => {
  it.each([
    [FIREFOX, 'Firefox on Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', 'unknown program'],
  ])('%s is %s', (userAgent, words) => expect(browserInWords(userAgent)).toBe(words));
});
