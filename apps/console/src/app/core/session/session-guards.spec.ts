import { HttpClient } from '@angular/common/http';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { firstValueFrom } from 'rxjs';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession } from '../../../testing/fixtures';
import { signedIn, signedOut } from './session-guards';
import { SessionStore } from './session-store';

@Component({ template: 'page' })
class SomePage {}

const routes = [
  { path: 'login', component: SomePage, canActivate: [signedOut] },
  { path: 'alerts', component: SomePage, canActivate: [signedIn] },
];

async function visit(address: string, answer: { body: object; status: number }) {
  const { http } = consoleBed({ session: null, routes });
  const harness = RouterTestingHarness.create(address);
  await vi.waitFor(() => http.expectOne('/api/session').flush(answer.body, { status: answer.status, statusText: 'x' }));
  await harness;
  return TestBed.inject(Router).url;
}

describe('the way in', () => {
  it('leads people without a session to the sign-in, and knows where they wanted to go', async () => {
    expect(await visit('/alerts?q=x', { body: {}, status: 401 })).toBe('/login?returnTo=%2Falerts%3Fq%3Dx');
  });

  it('is open for people with a session', async () => {
    expect(await visit('/alerts', { body: aSession(), status: 200 })).toBe('/alerts');
  });

  it('leads people who are signed in past the sign-in', async () => {
    expect(await visit('/login?returnTo=%2Falerts', { body: aSession(), status: 200 })).toBe('/alerts');
  });

  it('goes nowhere while it is not known who is there', async () => {
    expect(await visit('/alerts', { body: {}, status: 503 })).toBe('/');
    expect(TestBed.inject(SessionStore).problem()).toBeDefined();
  });
});

describe('a session that ends', () => {
  it('leads to the sign-in, which says so and leads back', async () => {
    const { http } = consoleBed({ routes });
    await RouterTestingHarness.create('/alerts');
    const request = firstValueFrom(TestBed.inject(HttpClient).get('/api/status')).catch(() => undefined);
    http.expectOne('/api/status').flush({}, { status: 401, statusText: 'Unauthorized' });
    await request;
    await settle();
    expect(TestBed.inject(SessionStore).account()).toBeUndefined();
    expect(TestBed.inject(Router).url).toBe('/login?returnTo=%2Falerts&reason=ended');
  });

  it('is not what a wrong password means', async () => {
    const { http } = consoleBed({ routes });
    await RouterTestingHarness.create('/alerts');
    const request = TestBed.inject(SessionStore).signIn({ username: 'a', password: 'b' });
    http.expectOne('/api/session').flush({}, { status: 401, statusText: 'Unauthorized' });
    await expect(request).rejects.toMatchObject({ status: 401 });
    expect(TestBed.inject(Router).url).toBe('/alerts');
  });
});
