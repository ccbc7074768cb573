import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../../testing/console-bed';
import { aHello, anAlert, IDRIS } from '../../../../testing/fixtures';
import { SessionStore } from '../../../core/session/session-store';
import { AlertFeed } from './alert-feed';

async function feed() {
  const { socket } = consoleBed();
  const subject = TestBed.inject(AlertFeed);
  await flushEffects();
  const changed = (n: number, revision: number, patch = {}) =>
    socket.emit('alert.changed', { ...anAlert(n, { revision, ...patch }), coveredUntil: '2026-11-24T12:05:00.000Z' });
  return { changed, feed: subject, socket };
}

function hidePage(hidden: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(hidden ? 'hidden' : 'visible');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe(AlertFeed.name, () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('gathers changes and hands them on at most four times a second', async () => {
    const { changed, feed: subject } = await feed();
    changed(1, 2);
    changed(2, 2);
    vi.advanceTimersByTime(249);
    expect(subject.changes().size).toBe(0);
    vi.advanceTimersByTime(1);
    expect([...subject.changes().keys()]).toEqual(['id-1', 'id-2']);
  });

  it('never goes back to an older state of an alert', async () => {
    const { changed, feed: subject } = await feed();
    changed(1, 3, { assignee: IDRIS });
    changed(1, 2);
    vi.advanceTimersByTime(250);
    changed(1, 1);
    vi.advanceTimersByTime(250);
    expect(subject.changes().get('id-1')).toMatchObject({ revision: 3, assignee: IDRIS });
    expect(subject.current(anAlert(1, { revision: 9 })).revision).toBe(9);
    expect(subject.current(anAlert(1)).assignee).toEqual(IDRIS);
  });

  it('does not keep the coverage as part of the alert', async () => {
    const { changed, feed: subject } = await feed();
    changed(1, 2);
    vi.advanceTimersByTime(250);
    expect(subject.changes().get('id-1')).not.toHaveProperty('coveredUntil');
    expect(subject.coveredUntil()).toBe('2026-11-24T12:05:00.000Z');
  });

  it('draws nothing while the page is hidden and catches up when somebody looks', async () => {
    const { changed, feed: subject } = await feed();
    hidePage(true);
    changed(1, 2);
    vi.advanceTimersByTime(60_000);
    expect(subject.changes().size).toBe(0);
    hidePage(false);
    vi.advanceTimersByTime(250);
    expect(subject.changes().size).toBe(1);
  });

  it('stays bounded: when more changed while hidden than it keeps, it says that something was missed', async () => {
    const { changed, feed: subject } = await feed();
    hidePage(true);
    for (let n = 0; n <= 5000; n += 1) changed(n, 2);
    expect(subject.gaps()).toBe(1);
    hidePage(false);
    vi.advanceTimersByTime(250);
    expect(subject.changes().size).toBe(0);
  });

  it('forgets the oldest changes first', async () => {
    const { changed, feed: subject } = await feed();
    for (let n = 0; n < 5000; n += 1) changed(n, 2);
    vi.advanceTimersByTime(250);
    changed(5000, 2);
    changed(0, 3);
    vi.advanceTimersByTime(250);
    expect(subject.changes().size).toBe(5000);
    expect([subject.changes().has('id-0'), subject.changes().has('id-1')]).toEqual([true, false]);
  });

  it('knows of a gap when the server does not tell all that was missed', async () => {
    const { feed: subject, socket } = await feed();
    socket.emit('hello', aHello());
    expect(subject.gaps()).toBe(1);
    const whole = { seq: 9, isWhole: true };
    socket.emit('hello', aHello({ feeds: { alerts: whole, incidents: whole } }));
    expect(subject.gaps()).toBe(1);
  });

  it('forgets everything when the session ends', async () => {
    const { changed, feed: subject } = await feed();
    changed(1, 2);
    vi.advanceTimersByTime(250);
    TestBed.inject(SessionStore).end();
    await flushEffects();
    expect(subject.changes().size).toBe(0);
  });
});
