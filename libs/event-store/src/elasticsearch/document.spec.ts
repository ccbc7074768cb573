import type { SecurityEvent } from '@tocsin/event-model';

import { examine, type AcceptableEvent } from '../refusal';
import { decodeDocument, encodeDocument } from './document';

function acceptable(patch: Record<string, unknown>): AcceptableEvent {
  const event = { '@timestamp': '2026-11-24T10:00:00.000Z', message: 'm', ...patch } as SecurityEvent;
  const examined = examine({ id: 'id "1"', day: '2026-11-24', event });
  if ('refused' in examined) throw new Error(examined.refused);
  return examined;
}

function documentOf(patch: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(encodeDocument(acceptable(patch))) as Record<string, unknown>;
}

describe(encodeDocument.name, () => {
  it('adds the id to an event of fields we know and changes nothing else', () => {
    expect(documentOf({ 'user.name': 'ada', 'winlog.event_data.X': ['a', 1] })).toEqual({
      'tocsin.store.id': 'id "1"',
      '@timestamp': '2026-11-24T10:00:00.000Z',
      message: 'm',
      'user.name': 'ada',
      'winlog.event_data.X': ['a', 1],
    });
  });

  it('keeps fields out of the mapping that are not in it', () => {
    const document = documentOf({ 'user.name': 'ada', unheard: 1, user: 'x', 'winlog.event_data.O': { a: 1 } });
    expect(Object.keys(document)).toEqual([
      'tocsin.store.id',
      '@timestamp',
      'message',
      'user.name',
      'tocsin.store.unmapped',
    ]);
    expect(document['tocsin.store.unmapped']).toEqual({ unheard: 1, user: 'x', 'winlog.event_data.O': { a: 1 } });
  });

  it('shows the index the beginning of a long term and keeps the whole', () => {
    const long = 'x'.repeat(9_000);
    const document = documentOf({
      'url.original': long,
      tags: ['a', long],
      message: long,
      details: { a: { b: long } },
    });
    const cut = 'x'.repeat(8_191);
    expect(document).toMatchObject({
      'url.original': cut,
      tags: ['a', cut],
      message: long,
      details: { a: { b: cut } },
    });
    const whole = { 'url.original': long, tags: ['a', long], details: { a: { b: long } } };
    expect(document['tocsin.store.whole']).toEqual(whole);
  });
});

describe(decodeDocument.name, () => {
  it.each<[string, Record<string, unknown>]>([
    ['plain', { 'user.name': 'ada' }],
    ['unknown', { unheard: [1, { a: null }], '': 1 }],
    ['long', { 'url.original': 'x'.repeat(9_000), details: { 'k\0': 'x'.repeat(9_000) } }],
    ['one that has our own names', { 'tocsin.store.id': 'forged', 'tocsin.store.whole': { message: 'forged' } }],
  ])('gives back the event as it was: %s', (_, patch) => {
    const item = acceptable(patch);
    const decoded = decodeDocument(JSON.parse(encodeDocument(item)) as SecurityEvent);
    expect(decoded).toEqual({ id: item.id, event: item.event });
  });
});
