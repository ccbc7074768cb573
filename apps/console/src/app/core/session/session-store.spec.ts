import { TestBed } from '@angular/core/testing';

import { consoleBed } from '../../../testing/console-bed';
import { aSession } from '../../../testing/fixtures';
import { SessionStore } from './session-store';

const failure = { status: 503, statusText: 'Unavailable' };
const refusal = { status: 401, statusText: 'Unauthorized' };

describe(SessionStore.name, () => {
  it('asks the server once, however many want to know', async () => {
    const { http } = consoleBed({ session: null });
    const session = TestBed.inject(SessionStore);
    const answers = Promise.all([session.isSignedIn(), session.isSignedIn()]);
    http.expectOne('/api/session').flush(aSession());
    expect(await answers).toEqual([true, true]);
    expect(await session.isSignedIn()).toBe(true);
    http.verify();
  });

  it('knows that nobody is signed in', async () => {
    const { http } = consoleBed({ session: null });
    const answer = TestBed.inject(SessionStore).isSignedIn();
    http.expectOne('/api/session').flush({}, refusal);
    expect(await answer).toBe(false);
    expect(TestBed.inject(SessionStore).problem()).toBeUndefined();
  });

  it('does not take a failure for an answer', async () => {
    const { http } = consoleBed({ session: null });
    const session = TestBed.inject(SessionStore);
    const answer = session.isSignedIn();
    http.expectOne('/api/session').flush({}, failure);
    expect(await answer).toBe(false);
    expect(session.problem()).toMatchObject({ status: 503 });
    const again = session.isSignedIn();
    http.expectOne('/api/session').flush(aSession());
    expect(await again).toBe(true);
  });

  it('keeps a session when asking again fails, and ends it when the server says so', async () => {
    const { http } = consoleBed();
    const session = TestBed.inject(SessionStore);
    const first = session.ask();
    http.expectOne('/api/session').flush({}, failure);
    await first;
    expect(session.account()).toBeDefined();
    const second = session.ask();
    http.expectOne('/api/session').flush({}, refusal);
    await second;
    expect(session.account()).toBeUndefined();
  });

  it('stays signed in when signing out did not reach the server', async () => {
    const { http } = consoleBed();
    const session = TestBed.inject(SessionStore);
    const out = session.signOut();
    http.expectOne({ method: 'DELETE', url: '/api/session' }).flush({}, failure);
    await expect(out).rejects.toMatchObject({ status: 503 });
    expect(session.account()).toBeDefined();
  });

  it('knows what its account may do', () => {
    consoleBed({ session: aSession(['alert.read']) });
    const session = TestBed.inject(SessionStore);
    expect([session.may('alert.read'), session.may('alert.acknowledge')]).toEqual([true, false]);
  });
});
