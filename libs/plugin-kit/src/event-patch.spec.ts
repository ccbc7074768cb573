import type { SecurityEvent } from '@tocsin/event-model';

import { addNote, applyPatch } from './event-patch';
import { FieldWriter } from './field-writer';

const anything = new FieldWriter(['*']);

function anEvent(patch: Partial<SecurityEvent> = {}): SecurityEvent {
  return { '@timestamp': '2026-11-24T10:00:00.000Z', message: '', ...patch };
}

describe(applyPatch.name, () => {
  it('sets, removes and leaves fields alone', () => {
    const event = anEvent({ 'user.name': 'ann', 'host.name': 'web' });
    expect(applyPatch(event, { 'user.name': null, 'host.name': undefined, 'source.port': 22 }, anything)).toBe(true);
    expect(JSON.parse(JSON.stringify(event))).toEqual({ ...anEvent(), 'host.name': 'web', 'source.port': 22 });
    expect(applyPatch(event, { 'host.name': undefined }, anything)).toBe(false);
  });

  it('adds to details and to notes instead of replacing them', () => {
    const event = anEvent({ details: { a: 1 }, 'tocsin.notes': ['first'] });
    applyPatch(event, { 'details.b': 2, 'tocsin.notes': ['second'] }, new FieldWriter(['details.*']));
    expect(event.details).toEqual({ a: 1, b: 2 });
    expect(event['tocsin.notes']).toEqual(['first', 'second']);
  });

  it('takes `__proto__` for a name like any other', () => {
    const event = anEvent();
    applyPatch(event, { 'details.__proto__': { polluted: true } }, anything);
    expect(Object.getPrototypeOf(event.details)).toBe(Object.prototype);
    expect(JSON.stringify(event.details)).toBe('{"__proto__":{"polluted":true}}');
  });

  it('keeps no more notes than a person reads', () => {
    const event = anEvent();
    for (let n = 0; n < 100; n += 1) addNote(event, `note ${n}`);
    expect(event['tocsin.notes']).toHaveLength(20);
  });
});
