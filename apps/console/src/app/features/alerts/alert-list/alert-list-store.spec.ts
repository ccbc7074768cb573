import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AlertPage } from '@tocsin/api-contract';

import { consoleBed, flushEffects, settle } from '../../../../testing/console-bed';
import { aDetail, aHello, anAlert, aPage, IDRIS, MARA } from '../../../../testing/fixtures';
import { AlertTriage } from '../live/alert-triage';
import { AlertAddress } from './alert-address';
import { AlertListStore } from './alert-list-store';
import { AlertListSync } from './alert-list-sync';

@Component({ template: '', providers: [AlertAddress, AlertListStore, AlertListSync] })
class Host {
  readonly address = inject(AlertAddress);
  readonly store = inject(AlertListStore);
  readonly sync = inject(AlertListSync);
}

const unavailable = { status: 503, statusText: 'Unavailable' };

async function openList(address = '/alerts/views/open') {
  const bed = consoleBed({ routes: [{ path: 'alerts/views/:view', component: Host }] });
  const harness = await RouterTestingHarness.create();
  const host = await harness.navigateByUrl(address, Host);
  TestBed.tick();
  const request = (match: Record<string, string> = {}) =>
    bed.http.expectOne(
      ({ url, params }) =>
        url === '/api/alerts' && Object.entries(match).every(([name, value]) => (params.get(name) ?? '') === value),
    );
  const answer = async (page: AlertPage, match: Record<string, string> = {}) => {
    await vi.waitFor(() => request(match).flush(page));
    await settle();
  };
  return { ...bed, answer, harness, host, request };
}

const numbers = (host: Host) => host.store.rows().map((row) => row.number);

describe(AlertListStore.name, () => {
  it.each([
    ['open', { status: 'open', assignee: '' }],
    ['mine', { status: 'open', assignee: 'me' }],
    ['unassigned', { status: 'open', assignee: 'none' }],
    ['snoozed', { status: 'snoozed', assignee: '' }],
    ['resolved', { status: 'resolved', assignee: '' }],
  ])('shows in the view %s what the server finds for it, and its exact count', async (view, query) => {
    const { answer, host } = await openList(`/alerts/views/${view}?q=spray`);
    await answer(aPage([anAlert(1)], { total: 900, nextCursor: 'c1' }), { ...query, q: 'spray' });
    expect([numbers(host), host.store.total()]).toEqual([['A-1'], 900]);
  });

  it('asks for nothing when there is no such view', async () => {
    const { host, http } = await openList('/alerts/views/nonsense');
    http.verify();
    expect(host.address.view()).toBeUndefined();
  });

  it('loads the next page behind the rows it has, each alert once', async () => {
    const { answer, host, http } = await openList();
    await answer(aPage([anAlert(1), anAlert(2)], { nextCursor: 'c1', total: 3 }));
    void host.store.loadMore();
    void host.store.loadMore();
    await answer(aPage([anAlert(2), anAlert(3)], { total: 3 }), { cursor: 'c1' });
    expect(numbers(host)).toEqual(['A-1', 'A-2', 'A-3']);
    await host.store.loadMore();
    http.verify();
  });

  it('keeps its rows when loading them again fails, and says why', async () => {
    const { answer, host, request } = await openList();
    await answer(aPage([anAlert(1)]));
    expect(numbers(host)).toEqual(['A-1']);
    host.store.refresh();
    TestBed.tick();
    request().flush({ detail: 'The database is away.' }, unavailable);
    await settle();
    expect(numbers(host)).toEqual(['A-1']);
    expect(host.store.problem()?.detail).toBe('The database is away.');
  });

  it('does not show the rows of one view under the name of another', async () => {
    const { answer, harness, host } = await openList();
    await answer(aPage([anAlert(1)]));
    await harness.navigateByUrl('/alerts/views/mine');
    TestBed.tick();
    expect(host.store.rows()).toEqual([]);
    await answer(aPage([anAlert(2, { status: 'in_progress', assignee: MARA })]), { assignee: 'me' });
    expect(numbers(host)).toEqual(['A-2']);
  });

  it('asks for more only once after a failure, until somebody wants it', async () => {
    const { answer, host, http, request } = await openList();
    await answer(aPage([anAlert(1)], { nextCursor: 'c1' }));
    void host.store.loadMore();
    request({ cursor: 'c1' }).flush({}, unavailable);
    await settle();
    expect(host.store.tailProblem()).toBeDefined();
    await host.store.loadMore();
    http.verify();
    const again = host.store.retryMore();
    await answer(aPage([anAlert(2)]), { cursor: 'c1' });
    await again;
    expect(numbers(host)).toEqual(['A-1', 'A-2']);
  });

  it('throws away a page that belongs to a list which was replaced meanwhile', async () => {
    const { answer, host, request } = await openList();
    await answer(aPage([anAlert(1)], { nextCursor: 'c1' }));
    void host.store.loadMore();
    const late = request({ cursor: 'c1' });
    host.store.refresh();
    await settle();
    request().flush(aPage([anAlert(5)], { nextCursor: 'c2' }));
    await settle();
    late.flush(aPage([anAlert(2)]));
    await settle();
    void host.store.loadMore();
    await answer(aPage([anAlert(6)]), { cursor: 'c2' });
    expect(numbers(host)).toEqual(['A-5', 'A-6']);
  });

  it('can be told to stop, and to go on', async () => {
    const { answer, host, http, request } = await openList();
    const first = request();
    host.store.stop();
    expect(host.store.isStopped()).toBe(true);
    expect(first.cancelled).toBe(true);
    http.verify();
    host.store.refresh();
    TestBed.tick();
    await answer(aPage([anAlert(1)]));
    expect(numbers(host)).toEqual(['A-1']);
  });
});

describe(AlertListSync.name, () => {
  const later = { createdAt: '2026-11-24T12:02:00.000Z', updatedAt: '2026-11-24T12:02:00.000Z' };

  async function openSynced(address?: string) {
    const list = await openList(address);
    await list.answer(aPage([anAlert(1), anAlert(2)]));
    const change = async (n: number, patch = {}) => {
      list.socket.emit('alert.changed', { ...anAlert(n, { revision: 2, ...patch }), coveredUntil: null });
      await vi.waitFor(() => {
        if (TestBed.inject(AlertTriage).view(anAlert(n)).revision !== 2) throw new Error('not yet');
      });
    };
    return { ...list, change };
  }

  it('announces new alerts and leaves the rows where they are', async () => {
    const { change, host } = await openSynced();
    await change(9, later);
    expect(host.sync.arrivals()).toBe('1 new');
    expect(numbers(host)).toEqual(['A-1', 'A-2']);
  });

  it('has nothing to announce once the list is loaded again', async () => {
    const { answer, change, host } = await openSynced();
    await change(9, later);
    host.store.refresh();
    TestBed.tick();
    await answer(aPage([anAlert(9, { ...later, revision: 2 }), anAlert(1)], { asOf: '2026-11-24T12:03:00.000Z' }));
    expect([host.sync.arrivals(), numbers(host)]).toEqual(['', ['A-9', 'A-1']]);
  });

  it('learns after a gap what changed, without moving a row', async () => {
    const { answer, host, socket } = await openSynced();
    socket.emit('hello', aHello());
    TestBed.tick();
    const changed = anAlert(2, { revision: 5, assignee: IDRIS, status: 'in_progress' });
    await answer(aPage([anAlert(9, later), changed, anAlert(1)]));
    expect(numbers(host)).toEqual(['A-1', 'A-2']);
    expect(TestBed.inject(AlertTriage).view(anAlert(2)).assignee).toEqual(IDRIS);
    expect(host.sync.arrivals()).toBe('1 new');
  });

  it('asks after a gap what became of rows that left the view', async () => {
    const { answer, http, socket } = await openSynced();
    socket.emit('hello', aHello());
    TestBed.tick();
    await answer(aPage([anAlert(1)]));
    http.expectOne('/api/alerts/A-2').flush(aDetail(anAlert(2, { revision: 5, status: 'resolved' })));
    await settle();
    expect(TestBed.inject(AlertTriage).view(anAlert(2)).status).toBe('resolved');
  });

  it('loads the list again after a gap when it could not be loaded before', async () => {
    const { answer, host, request, socket } = await openList();
    request().flush({}, unavailable);
    await settle();
    socket.emit('hello', aHello());
    TestBed.tick();
    await answer(aPage([anAlert(1)]));
    expect(numbers(host)).toEqual(['A-1']);
  });

  it('asks the server what matches when there is a filter', async () => {
    const { host, request, socket } = await openSynced('/alerts/views/open?q=spray');
    vi.useFakeTimers();
    for (const n of [8, 9])
      socket.emit('alert.changed', { ...anAlert(n, { ...later, revision: 2 }), coveredUntil: null });
    vi.advanceTimersByTime(250);
    await flushEffects();
    expect(host.sync.arrivals()).toBe('');
    vi.advanceTimersByTime(5000);
    request({ q: 'spray' }).flush(aPage([anAlert(9, { ...later, revision: 2 }), anAlert(1), anAlert(2)]));
    await flushEffects();
    expect(host.sync.arrivals()).toBe('1 new');
    vi.useRealTimers();
  });
});
