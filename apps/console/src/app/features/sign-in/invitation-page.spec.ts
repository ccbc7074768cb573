import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession } from '../../../testing/fixtures';
import { byRole, textOf, type } from '../../../testing/screen';
import { SessionStore } from '../../core/session/session-store';
import { InvitationPage } from './invitation-page';

@Component({ template: 'home' })
class SomePage {}

const accept = '/api/invitations/t0ken/accept';

async function openInvitation(kind: 'setup' | 'responder') {
  const bed = consoleBed({
    session: null,
    routes: [
      { path: 'setup/:token', component: InvitationPage },
      { path: '', pathMatch: 'full', component: SomePage },
    ],
  });
  const harness = await RouterTestingHarness.create('/setup/t0ken');
  const page = harness.routeNativeElement as HTMLElement;
  bed.http.expectOne('/api/invitations/t0ken').flush({ kind, expiresAt: '2026-11-24T13:00:00.000Z' });
  await settle();
  const fill = async (username: string, displayName: string, password: string) => {
    type(byRole(page, 'textbox', 'Name to sign in with'), username);
    type(byRole(page, 'textbox', 'Name that others see'), displayName);
    type(byRole(page, 'textbox', 'Password'), password);
    byRole(page, 'button', 'Make account').click();
    await settle();
  };
  return { ...bed, fill, page };
}

describe('a one-time link', () => {
  it('makes the first account and signs it in', async () => {
    const { fill, http, page } = await openInvitation('setup');
    byRole(page, 'heading', 'Make the first account');
    await fill('mara', 'Mara Hill', 'four words in a row');
    await vi.waitFor(() => {
      const request = http.expectOne(accept);
      expect(request.request.body).toEqual({
        username: 'mara',
        displayName: 'Mara Hill',
        password: 'four words in a row',
      });
      request.flush(aSession());
    });
    await settle();
    expect(TestBed.inject(SessionStore).account()?.username).toBe('mara');
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('says at the field what is missing, and sends nothing', async () => {
    const { fill, http, page } = await openInvitation('responder');
    await fill('x', '', 'short');
    for (const words of ['Use 2 to 64 letters', 'Say what others should call you.', 'At least 12 characters.']) {
      expect(textOf(page)).toContain(words);
    }
    http.expectNone(accept);
  });

  it('says in the words of the server what it refused', async () => {
    const { fill, http, page } = await openInvitation('responder');
    await fill('mara', 'Mara', 'passwordpassword');
    const detail = 'The password is one of the first an attacker tries.';
    await vi.waitFor(() => http.expectOne(accept).flush({ detail }, { status: 400, statusText: 'x' }));
    await settle();
    expect(textOf(byRole(page, 'alert'))).toContain(detail);
  });

  it('says that it is used up and where a new one comes from', async () => {
    const { http } = consoleBed({ session: null, routes: [{ path: 'join/:token', component: InvitationPage }] });
    const harness = await RouterTestingHarness.create('/join/old');
    http.expectOne('/api/invitations/old').flush({}, { status: 404, statusText: 'x' });
    await settle();
    byRole(harness.routeNativeElement as HTMLElement, 'heading', 'This link does not work any more');
  });
});
