import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';

import { consoleBed, flushEffects } from '../../../testing/console-bed';
import { aHello } from '../../../testing/fixtures';
import { SessionStore } from '../session/session-store';
import { Connection } from './connection';

async function connect() {
  const bed = consoleBed();
  const connection = TestBed.inject(Connection);
  await flushEffects();
  bed.socket.emit('connect');
  return { ...bed, connection };
}

describe(Connection.name, () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-24T12:00:00Z') }));
  afterEach(() => vi.useRealTimers());

  it('connects as soon as somebody is signed in', async () => {
    const { connection, socket } = await connect();
    expect([connection.state(), socket.connects]).toEqual(['live', 1]);
  });

  it('does not connect for nobody', async () => {
    const { socket } = consoleBed({ session: null });
    TestBed.inject(Connection);
    await flushEffects();
    expect(socket.connects).toBe(0);
  });

  it('says since when and for how long it is gone', async () => {
    const { connection, socket } = await connect();
    socket.emit('disconnect', 'transport close');
    vi.advanceTimersByTime(42_000);
    expect(connection.state()).toBe('lost');
    expect(connection.lostSince()).toEqual(new Date('2026-11-24T12:00:00Z'));
    expect(connection.lostFor()).toBe(42);
    socket.emit('connect_error');
    expect(connection.lostSince()).toEqual(new Date('2026-11-24T12:00:00Z'));
  });

  it('counts its returns, and not the first connection', async () => {
    const { connection, socket } = await connect();
    expect(connection.reconnections()).toBe(0);
    socket.emit('disconnect', 'transport close');
    socket.emit('connect');
    expect([connection.reconnections(), connection.state(), connection.lostFor()]).toEqual([1, 'live', 0]);
  });

  it('leads to the sign-in when the server closed it because the session is over', async () => {
    const { http, socket } = await connect();
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    socket.emit('disconnect', 'io server disconnect');
    http.expectOne('/api/session').flush({}, { status: 401, statusText: 'Unauthorized' });
    await flushEffects();
    expect(TestBed.inject(SessionStore).account()).toBeUndefined();
    expect(navigate).toHaveBeenCalledWith(['/login'], expect.anything());
  });

  it('tries again after a pause when the server refused it and the session holds', async () => {
    const { http, socket } = await connect();
    socket.active = false;
    socket.emit('connect_error');
    http.expectOne('/api/session').flush({}, { status: 503, statusText: 'Unavailable' });
    await flushEffects();
    expect(socket.connects).toBe(1);
    vi.advanceTimersByTime(3000);
    expect(socket.connects).toBe(2);
  });

  it('hands every message to whoever asked for its name, also before the socket was there', async () => {
    const bed = consoleBed();
    const heard: unknown[] = [];
    TestBed.inject(Connection).on('status', (message) => heard.push(message));
    await flushEffects();
    TestBed.inject(Connection).on('status', (message) => heard.push(message));
    bed.socket.emit('status', 1);
    expect(heard).toEqual([1, 1]);
  });

  it('hands nothing to who has left, neither now nor over the next socket', async () => {
    const bed = consoleBed();
    const heard: string[] = [];
    const leaveEarly = TestBed.inject(Connection).on('status', () => heard.push('early'));
    leaveEarly();
    await flushEffects();
    const leave = TestBed.inject(Connection).on('status', () => heard.push('late'));
    TestBed.inject(Connection).on('status', () => heard.push('stays'));
    leave();
    bed.socket.emit('status', 1);
    expect(heard).toEqual(['stays']);
  });

  it('closes when the session ends', async () => {
    const { socket } = await connect();
    const disconnect = vi.spyOn(socket, 'disconnect');
    TestBed.inject(SessionStore).end();
    await flushEffects();
    expect(disconnect).toHaveBeenCalled();
  });

  it('measures by the clock of the server', async () => {
    const { connection, socket } = await connect();
    socket.emit('hello', aHello({ serverTime: '2026-11-24T12:10:00.000Z' }));
    connection.measure('2026-11-24T12:09:59.600Z');
    expect(connection.lag()).toBe(400);
  });
});
