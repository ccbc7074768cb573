import type { SecurityEvent } from '@tocsin/event-model';

import { examine, MAX_DEPTH } from './refusal';

const at = '2026-11-24T10:00:00.000Z';

function refusalOf(patch: Record<string, unknown>, item: { id?: string; day?: string } = {}): string | undefined {
  const event = { '@timestamp': at, message: '', ...patch } as SecurityEvent;
  const examined = examine({ id: 'a', day: '2026-11-24', event, ...item });
  return 'refused' in examined ? examined.refused : undefined;
}

function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level += 1) value = { deeper: value };
  return value;
}

describe(examine.name, () => {
  it.each<[string, unknown]>([
    ['source.ip', '2001:db8::7'],
    ['host.ip', ['10.0.0.1', '::1']],
    ['source.port', 443],
    ['event.code', 4625],
    ['tags', ['a', 'b', null]],
    ['source.geo.location', { lat: 52.5, lon: 13.4 }],
    ['details', { a: { b: [1, 'x', null] } }],
    ['event.ingested', null],
    ['a field nobody knows', { with: ['anything'] }],
    ['user.name', null],
    ['process.pid', 2 ** 53],
  ])('takes %s = %j', (field, value) => {
    expect(refusalOf({ [field]: value })).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['source.ip', 'db7.example.net'],
    ['source.ip', 'fe80::1%eth0'],
    ['host.ip', ['10.0.0.1', 'web-7']],
    ['source.port', '443'],
    ['source.port', 1.5],
    ['source.bytes', 2 ** 63],
    ['user.name', { first: 'Ada' }],
    ['tags', [['nested']]],
    ['source.geo.location', { lat: 91, lon: 0 }],
    ['details', 'text'],
    ['event.ingested', ['2026-11-24T10:00:00.000Z']],
    ['@timestamp', '2026-02-30T10:00:00.000Z'],
    ['@timestamp', '2026-11-24 10:00:00'],
    ['@timestamp', '2026-11-24T10:00:00Z'],
    ['@timestamp', '2026-11-24T10:00:00.000+01:00'],
    ['@timestamp', '0000-01-01T00:00:00.000Z'],
    ['@timestamp', '2026-11-24T24:00:00.000Z'],
    ['@timestamp', undefined],
  ])('refuses %s = %j by the name of the field and never by its value', (field, value) => {
    expect(refusalOf({ [field]: value })).toMatch(new RegExp(`^${field}: expected [a-z0-9 /:.-]+`, 'i'));
  });

  it.each(['', 'x'.repeat(513), 'ü'.repeat(257), 'with\0nul', 'half \ud800 pair'])('refuses the id %j', (id) => {
    expect(refusalOf({}, { id })).toMatch(/^the id needs/);
  });

  it.each(['2026-11-31', '2026-1-1', '../../etc', ''])('refuses the day %j', (day) => {
    expect(refusalOf({}, { day })).toMatch(/^the day is not one/);
  });

  it('refuses nesting that engines choke on, and takes what lies before it', () => {
    expect(refusalOf({ details: nested(MAX_DEPTH) })).toBeUndefined();
    expect(refusalOf({ details: nested(MAX_DEPTH + 1) })).toBe(`details: nested deeper than ${MAX_DEPTH} levels`);
    expect(refusalOf({ details: nested(20_000) })).toBe(`details: nested deeper than ${MAX_DEPTH} levels`);
  });

  it('refuses an event of more than 8 million characters', () => {
    expect(refusalOf({ message: 'x'.repeat(8 * 1024 ** 2) })).toMatch(/^the event has 83\d{5} characters/);
  });
});
