import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../testing/console-bed';
import { aHello } from '../../../testing/fixtures';
import { SessionStore } from '../session/session-store';
import { Connection } from './connection';
import { FeedPlaces } from './feed-places';

async function connect() {
  const { socket } = consoleBed();
  TestBed.inject(Connection);
  await flushEffects();
  socket.emit('connect');
  const places = TestBed.inject(FeedPlaces);
  const hello = (seq: number, isWhole: boolean) =>
    socket.emit('hello', aHello({ feeds: { alerts: { seq, isWhole }, incidents: { seq, isWhole } } }));
  const incident = (seq: number, after: number) => socket.emit('incident.changed', { seq, after });
  return { socket, places, hello, incident };
}

describe(FeedPlaces.name, () => {
  it('knows how far each feed was seen, for the next handshake', async () => {
    const { places, hello, incident } = await connect();
    hello(10, false);
    incident(40, 10);
    expect(places.seen).toEqual({ alerts: 10, incidents: 40 });
    expect(places.gaps('incidents')).toBe(1);
  });

  it('knows of a message that did not come', async () => {
    const { places, hello, incident } = await connect();
    hello(10, true);
    incident(40, 10);
    expect(places.gaps('incidents')).toBe(0);
    incident(60, 50);
    expect([places.gaps('incidents'), places.gaps('alerts')]).toEqual([1, 0]);
  });

  it('does not move before the hello of a connection: the rest of what was missed may never come', async () => {
    const { socket, places, hello, incident } = await connect();
    hello(10, true);
    socket.emit('disconnect', 'transport close');
    socket.emit('connect');
    incident(70, 0);
    expect([places.seen.incidents, places.gaps('incidents')]).toEqual([10, 0]);
    hello(71, true);
    expect(places.seen.incidents).toBe(71);
  });

  it('is told to load again', async () => {
    const { socket, places, hello } = await connect();
    hello(10, true);
    socket.emit('feed.reload', { feed: 'alerts', seq: 11, after: 10 });
    expect([places.gaps('alerts'), places.seen.alerts]).toEqual([1, 11]);
  });

  it('says nothing of what somebody else saw', async () => {
    const { places, hello } = await connect();
    hello(10, true);
    TestBed.inject(SessionStore).end();
    await flushEffects();
    expect(places.seen).toEqual({});
  });
});
