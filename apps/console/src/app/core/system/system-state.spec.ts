import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../testing/console-bed';
import { aStatus } from '../../../testing/fixtures';
import { SystemState } from './system-state';

const at = (second: number) => `2026-11-24T12:00:${String(second).padStart(2, '0')}.000Z`;

async function start() {
  const bed = consoleBed();
  const system = TestBed.inject(SystemState);
  await flushEffects();
  const answer = async (status = aStatus(), init = {}) => {
    bed.http.expectOne('/api/status').flush(status, init);
    await flushEffects();
  };
  return { ...bed, answer, system };
}

describe(SystemState.name, () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('knows the newest of what it asked for and what it was told', async () => {
    const { answer, socket, system } = await start();
    await answer(aStatus({ asOf: at(10), alerts: { open: 1 } }));
    socket.emit('status', aStatus({ asOf: at(12), alerts: { open: 2 } }));
    expect(system.status()?.alerts.open).toBe(2);
    socket.emit('status', aStatus({ asOf: at(11), alerts: { open: 3 } }));
    expect(system.status()?.alerts.open).toBe(2);
  });

  it('asks again every quarter of a minute, so that a missed message heals', async () => {
    const { answer, system } = await start();
    await answer(aStatus({ asOf: at(10) }));
    vi.advanceTimersByTime(15_000);
    await flushEffects();
    await answer(aStatus({ asOf: at(25), alerts: { open: 9 } }));
    expect(system.status()?.alerts.open).toBe(9);
  });

  it('keeps what it knew and calls it old when the server does not answer', async () => {
    const { answer, system } = await start();
    await answer(aStatus({ asOf: at(10) }));
    expect([system.status()?.asOf, system.isStale()]).toEqual([at(10), false]);
    vi.advanceTimersByTime(15_000);
    await flushEffects();
    await answer(aStatus(), { status: 503, statusText: 'x' });
    expect([system.status()?.asOf, system.isStale()]).toEqual([at(10), true]);
  });

  it('asks nothing while nobody is signed in', async () => {
    const { http } = consoleBed({ session: null });
    TestBed.inject(SystemState);
    await flushEffects();
    http.expectNone('/api/status');
  });
});
