import type { SecurityEvent } from '@tocsin/event-model';

import type { BatchEvent } from '../batch/batch-under-way';
import { LastSeen } from './last-seen';
import { lastSeenListsSchema } from './last-seen-lists';

const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };

function anEvent(patch: Partial<SecurityEvent>): SecurityEvent {
  return { '@timestamp': '2026-11-20T10:00:00.000Z', message: '', ...patch };
}

function batch(...events: Partial<SecurityEvent>[]): BatchEvent[] {
  return events.map((patch, position) => ({ position, id: `id-${position}`, event: anEvent(patch), context }));
}

function lastSeen(lists: object): LastSeen {
  const made = new LastSeen();
  made.configure(lastSeenListsSchema.parse({ assets: false, employees: false, attackers: false, ...lists }));
  made.isLoaded = true;
  return made;
}

const ann = { 'user.name': 'Ann', 'source.as.number': 64500 };

describe(LastSeen.name, () => {
  const lists = { user_asn: { fields: ['user.name', 'source.as.number'], returnDays: 30 } };

  it('calls a key new until it is remembered, and of a batch the first event only', () => {
    const seen = lastSeen(lists);
    const events = [anEvent(ann), anEvent(ann), anEvent({ ...ann, 'source.as.number': 64501 }), anEvent({})];
    const news = [['user_asn'], [], ['user_asn'], []];
    expect(seen.newsOf(events)).toEqual(news);
    expect(seen.newsOf(events)).toEqual(news);
    seen.remember(seen.sightingsOf(batch(ann)));
    expect(seen.newsOf(events)).toEqual([[], [], ['user_asn'], []]);
  });

  it('says that a key comes back after a while', () => {
    const seen = lastSeen(lists);
    seen.remember(seen.sightingsOf(batch({ ...ann, '@timestamp': '2026-10-01T00:00:00.000Z' })));
    expect(seen.newsOf([anEvent(ann)])).toEqual([['user_asn:30d']]);
    expect(seen.newsOf([anEvent({ ...ann, '@timestamp': '2026-10-20T00:00:00.000Z' })])).toEqual([[]]);
  });

  it('calls nothing new before it knows what was, nor when it cannot remember more', () => {
    const seen = lastSeen(lists);
    seen.isLoaded = false;
    expect(seen.newsOf([anEvent(ann)])).toEqual([[]]);
    const small = lastSeen({ users: { fields: ['user.name'], maxKeys: 1 } });
    small.remember(small.sightingsOf(batch(ann)));
    expect(small.newsOf([anEvent({ 'user.name': 'bob' })])).toEqual([[]]);
  });

  it('takes a key that was away longer than it is kept for new, and one that was deleted', () => {
    const seen = lastSeen({ users: { fields: ['user.name'], keepDays: 10, returnDays: 5 } });
    seen.remember(seen.sightingsOf(batch({ 'user.name': 'ann', '@timestamp': '2026-11-01T00:00:00.000Z' })));
    expect(seen.newsOf([anEvent({ 'user.name': 'ann' })])).toEqual([['users']]);
    seen.remember(seen.sightingsOf(batch({ 'user.name': 'ann' })));
    seen.forget('users', '["ann"]');
    expect(seen.newsOf([anEvent({ 'user.name': 'ann' })])).toEqual([['users']]);
  });

  it('leaves other lists what they know when one is full', () => {
    const seen = lastSeen({ users: { fields: ['user.name'], maxKeys: 1 }, hosts: { fields: ['host.name'] } });
    seen.remember(seen.sightingsOf(batch({ 'user.name': 'ann', 'host.name': 'a' })));
    expect(seen.full).toEqual(['users']);
    expect(seen.newsOf([anEvent({ 'user.name': 'bob', 'host.name': 'b' })])).toEqual([['hosts']]);
  });

  it('counts what a batch has seen, by key, with repetitions', () => {
    const seen = lastSeen({ users: { fields: ['user.name'], where: 'NOT user.name:system' } });
    const sightings = seen.sightingsOf(
      batch(
        { 'user.name': 'ANN', '@timestamp': '2026-11-20T10:00:05.000Z' },
        { 'user.name': 'ann', '@timestamp': '2026-11-20T10:00:09.000Z', 'tocsin.repeat': 4 },
        { 'user.name': 'ann', '@timestamp': '2026-11-20T10:00:01.000Z' },
        { 'user.name': 'system' },
        { 'user.name': ['bob', 'eve'] },
      ),
    );
    expect(sightings).toEqual([
      {
        list: 'users',
        key: '["ann"]',
        count: 6,
        first: '2026-11-20T10:00:01.000Z',
        last: '2026-11-20T10:00:09.000Z',
        eventId: 'id-1',
      },
      expect.objectContaining({ key: '["bob"]', count: 1 }),
      expect.objectContaining({ key: '["eve"]', count: 1 }),
    ]);
  });

  it('keeps hostile values in bounds, and in characters every engine keeps', () => {
    const seen = lastSeen({ pairs: { fields: ['related.ip', 'related.user'] } });
    const many = Array.from({ length: 5_000 }, (_, n) => `v${n}`);
    expect(seen.sightingsOf(batch({ 'related.ip': many, 'related.user': many }))).toHaveLength(50);
    const [odd] = seen.sightingsOf(batch({ 'related.ip': ['\0\ud800'], 'related.user': ['x'.repeat(9_000)] }));
    expect(odd?.key).toBe(JSON.stringify(['\u2400\ufffd', 'x'.repeat(256)]));
    expect(seen.sightingsOf(batch({ 'related.ip': [{}], 'related.user': null }))).toEqual([]);
  });

  it('knows who has attacked', () => {
    const seen = new LastSeen();
    seen.configure(lastSeenListsSchema.parse(undefined));
    seen.remember(
      seen.sightingsOf(batch({ 'source.ip': '198.51.100.7', 'tocsin.rules': ['r'] }, { 'source.ip': '198.51.100.8' })),
    );
    expect(['198.51.100.7', '198.51.100.8'].map((address) => seen.hasAttacked(address))).toEqual([true, false]);
  });

  it('has lists of its own that a configuration can change or turn off', () => {
    expect(
      Object.keys(lastSeenListsSchema.parse({ employees: false, mine: { fields: ['dns.question.name'] } })),
    ).toEqual(['assets', 'attackers', 'mine']);
    expect(lastSeenListsSchema.safeParse({ mine: { fields: [] } }).success).toBe(false);
    expect(lastSeenListsSchema.safeParse({ mine: { fields: ['a'], where: 'a:(' } }).error?.message).toContain(
      'character',
    );
  });
});
