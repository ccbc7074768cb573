import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession } from '../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../testing/screen';
import { PasskeyDevice } from '../../core/session/passkey-device';
import { LoginPage } from './login-page';

@Component({ template: 'alert' })
class SomePage {}

async function openLogin(query = '', singleSignOn: object | null = null, passkeys = false) {
  const bed = consoleBed({
    session: null,
    routes: [
      { path: 'login', component: LoginPage },
      { path: 'alerts/:number', component: SomePage },
      { path: '', pathMatch: 'full', component: SomePage },
    ],
  });
  const harness = await RouterTestingHarness.create(`/login${query}`);
  const page = harness.routeNativeElement as HTMLElement;
  bed.http.expectOne('/api/session/methods').flush({ singleSignOn, passkeys });
  await settle();
  const signIn = async (username: string, password: string) => {
    type(byRole(page, 'textbox', 'Name'), username);
    type(byRole(page, 'textbox', 'Password'), password);
    byRole(page, 'button', 'Sign in').click();
    await settle();
  };
  return { ...bed, page, signIn };
}

describe('the page for signing in', () => {
  it('signs in and leads back', async () => {
    const { http, page, signIn } = await openLogin('?returnTo=%2Falerts%2FA-18422');
    expect(textOf(page)).toContain('You will return to A-18422.');
    await signIn('mara', 'correct horse');
    const request = http.expectOne({ method: 'POST', url: '/api/session' });
    expect(request.request.body).toEqual({ username: 'mara', password: 'correct horse' });
    request.flush(aSession());
    await settle();
    expect(TestBed.inject(Router).url).toBe('/alerts/A-18422');
  });

  it('says in the words of the server why not, and lets one try again', async () => {
    const { http, page, signIn } = await openLogin();
    const detail = 'User name or password is wrong. Check both and try again.';
    await signIn('mara', 'wrong');
    http.expectOne('/api/session').flush({ detail }, { status: 401, statusText: 'x' });
    await settle();
    expect(textOf(byRole(page, 'alert'))).toContain(detail);
    await signIn('mara', 'correct horse');
    http.expectOne('/api/session').flush(aSession());
    await settle();
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('asks for the code after the password, and for the password again when that took too long', async () => {
    const { http, page, signIn } = await openLogin();
    const step = { step: 'code', ticket: 'x'.repeat(43), expiresAt: '2026-11-24T13:00:00.000Z' };
    const enter = async (code: string, answer: object, status: number) => {
      type(byRole(page, 'textbox', 'Code'), code);
      byRole(page, 'button', 'Sign in').click();
      await settle();
      const request = http.expectOne('/api/session/code');
      expect(request.request.body).toEqual({ ticket: step.ticket, code });
      request.flush(answer, { status, statusText: 'x' });
      await settle();
    };
    await signIn('mara', 'correct horse');
    http.expectOne('/api/session').flush(step);
    await settle();
    expect((document.activeElement as HTMLInputElement | null)?.autocomplete).toBe('one-time-code');
    await enter('111111', { code: 'session.wrong_code', detail: 'The code is wrong.' }, 401);
    expect(textOf(byRole(page, 'alert'))).toContain('The code is wrong.');
    await enter('222222', { code: 'session.step_ended', detail: 'Enter name and password again.' }, 401);
    expect(textOf(byRole(page, 'alert'))).toContain('Enter name and password again.');
    await signIn('mara', 'correct horse');
    http.expectOne('/api/session').flush(step);
    await settle();
    await enter('333333', aSession(), 200);
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('offers single sign-on first, and says why it failed in words of its own', async () => {
    const label = 'Continue with Corp';
    const query = '?returnTo=%2Falerts%2FA-1&problem=oidc.no_role';
    const { http, page, signIn } = await openLogin(query, { label });
    const link = byRole(page, 'link', label);
    expect(link.getAttribute('href')).toBe('/api/session/oidc/start?returnTo=%2Falerts%2FA-1');
    expect(link.compareDocumentPosition(byRole(page, 'textbox', 'Name'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(textOf(byRole(page, 'alert'))).toContain('your groups have no role here');
    await signIn('mara', 'x');
    http.expectOne('/api/session').flush({ detail: 'Wrong.' }, { status: 401, statusText: 'x' });
    await settle();
    expect(textOf(byRole(page, 'alert'))).toBe('Wrong.');
  });

  it('signs in by a passkey, and says when the browser ended it', async () => {
    const { http, page } = await openLogin('', null, true);
    const device = TestBed.inject(PasskeyDevice);
    const use = vi.spyOn(device, 'use').mockRejectedValueOnce(new Error('It was cancelled.'));
    const options = { challenge: 'c' };
    const click = async () => {
      byRole(page, 'button', 'Use a passkey').click();
      http.expectOne('/api/session/passkey/options').flush(options);
      await settle();
    };
    await click();
    expect(textOf(byRole(page, 'alert'))).toContain('It was cancelled.');
    use.mockResolvedValueOnce({ id: 'x' });
    await click();
    expect(use).toHaveBeenLastCalledWith(options);
    const request = http.expectOne('/api/session/passkey');
    expect(request.request.body).toEqual({ response: { id: 'x' } });
    request.flush(aSession());
    await settle();
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('shows no words that a link brings', async () => {
    const { page } = await openLogin('?problem=Call+0800-EVIL');
    expect(textOf(byRole(page, 'alert'))).toBe('The single sign-on failed. Try again.');
  });

  it('never leads to another site', async () => {
    const { http, signIn } = await openLogin('?returnTo=%2F%2Fevil.example');
    await signIn('mara', 'x');
    http.expectOne('/api/session').flush(aSession());
    await settle();
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('says that a session ended', async () => {
    const { page } = await openLogin('?reason=ended');
    expect(textOf(byRole(page, 'status'))).toContain('Your session ended');
  });

  it('lets password managers and people with long passwords in', async () => {
    const { page } = await openLogin();
    const password = byRole(page, 'textbox', 'Password') as HTMLInputElement;
    expect([password.type, password.autocomplete]).toEqual(['password', 'current-password']);
    byRole(page, 'button', 'Show').click();
    await settle();
    expect(password.type).toBe('text');
    expect(allByRole(page, 'alert')).toEqual([]);
  });
});
