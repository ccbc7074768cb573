import { createHash } from 'node:crypto';

import { FakeClock } from '@tocsin/testing';

import { ResendMemory } from './resend-memory';

const MINUTE = 60_000;
const digest = (text: string) => createHash('sha256').update(text).digest();
const lines = (...texts: string[]) => texts.map((text) => Buffer.from(text));

let clock: FakeClock;
const memory = (resendEntries = 100) => new ResendMemory({ resendEntries, resendWindowMs: 10 * MINUTE }, clock);
beforeEach(() => (clock = new FakeClock('2026-03-02T10:04:00.000Z')));

describe(ResendMemory.name, () => {
  it('gives the same content the same batch, with the time it came first, for ten minutes', () => {
    const front = memory();
    const first = front.recall(digest('a'));
    clock.advance(9 * MINUTE);
    expect(front.recall(digest('a'))).toEqual(first);
    clock.advance(2 * MINUTE);
    expect(front.recall(digest('a')).id).not.toBe(first.id);
  });

  it('gives other content another batch', () => {
    const front = memory();
    expect(front.recall(digest('a')).id).not.toBe(front.recall(digest('b')).id);
  });

  it('finds the same id in a front end that has just been started', () => {
    const before = memory().recall(digest('a')).id;
    clock.advance(MINUTE);
    expect(memory().recall(digest('a')).id).toBe(before);
  });

  it('makes ids of the time-ordered kind', () => {
    const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const front = memory();
    const early = front.recall(digest('a')).id;
    clock.advance(20 * MINUTE);
    for (const id of [early, front.fresh().id]) expect(id).toMatch(version7);
    expect(early < front.fresh().id).toBe(true);
  });

  it('never makes the same fresh batch twice', () => {
    const front = memory();
    expect(front.fresh().id).not.toBe(front.fresh().id);
  });

  it('gives an unanswered event its id back once, equal events in their order', () => {
    const front = memory();
    front.leaveUnanswered('web', lines('x', 'y', 'x'), ['b-0', 'b-1', 'b-2']);
    const claimed = lines('x', 'x', 'x', 'y').map((line) => front.claim('web', line));
    expect(claimed).toEqual(['b-0', 'b-2', undefined, 'b-1']);
  });

  it('keeps unanswered events apart by source, and for ten minutes', () => {
    const front = memory();
    front.leaveUnanswered('web', lines('x'), ['b-0']);
    expect(front.hasUnanswered('mail')).toBe(false);
    expect(front.claim('mail', Buffer.from('x'))).toBeUndefined();
    expect(front.hasUnanswered('web')).toBe(true);
    clock.advance(11 * MINUTE);
    expect(front.hasUnanswered('web')).toBe(false);
    expect(front.claim('web', Buffer.from('x'))).toBeUndefined();
  });

  it('knows ids of durable events for ten minutes, and the newest of too many', () => {
    const front = memory(10);
    front.rememberDurable(['first']);
    expect(front.isDurable('first')).toBe(true);
    clock.advance(11 * MINUTE);
    expect(front.isDurable('first')).toBe(false);
    front.rememberDurable(Array.from({ length: 11 }, (_, index) => `id-${index}`));
    expect([front.isDurable('id-0'), front.isDurable('id-10')]).toEqual([false, true]);
  });

  it('forgets the oldest when there is too much to remember', () => {
    const front = memory(10);
    const texts = Array.from({ length: 11 }, (_, index) => `line ${index}`);
    front.leaveUnanswered('web', lines(...texts), texts);
    expect(front.claim('web', Buffer.from('line 0'))).toBeUndefined();
    expect(front.claim('web', Buffer.from('line 10'))).toBe('line 10');
  });
});
