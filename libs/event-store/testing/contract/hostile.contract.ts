import { Scope, storesOf, tally, type EventStoreHarness } from './harness';

/** Events that break parsers, mappings or protocols somewhere, by what is wrong with them. */
const HOSTILE: Readonly<Record<string, Record<string, unknown>>> = {
  'a NUL in a text': { 'user.name': 'a\0b', message: '\0', details: { 'k\0ey': ['\0'] } },
  'a backslash before what looks like an escape': { message: 'C:\\u0000\\ud800\\udp', details: { path: '\\\\u0000' } },
  'halves of surrogate pairs': { 'user.name': '\ud800', message: 'x\udc00y', details: { '\udfff': '\ud83d' } },
  'text outside the basic plane': { 'user.name': '🜁𝔘', message: '\u202eevil\u2028\u2029\ufeff' },
  'numbers at the edge': { details: { big: 1.7976931348623157e308, small: 5e-324, zero: -0, integer: 2 ** 60 } },
  'keys JavaScript knows': own({ constructor: 'x', toString: 1, details: own({ hasOwnProperty: true }) }),
  'keys that are dots, blanks or nothing': { '': 1, '.': 2, '..': 3, ' ': 4, 'a..b': 5, '.a': 6, 'a.': 7 },
  'keys inside details that are odd': { details: { '': 'x', '.': 'x', 'a..b': 'x', ' ': 'x', ü: 'x' } },
  'a parent of our fields as a value': { user: 'ada', source: [1, 2], process: null, winlog: { event_data: 'x' } },
  'a child of one of our fields': { 'user.name.first': 'Ada', 'message.text': 'x', 'source.ip.address': 'no address' },
  'the names of our own columns': {
    id: 'x',
    ts: 'x',
    event: 'x',
    _id: 'x',
    _source: 'x',
    _index: 'x',
    'tocsin.store.id': 'x',
  },
  'types that change': { unheard: { of: [1, 'two', { three: 3 }, null, [[]]] }, details: { a: [1, 'x', { b: null }] } },
  'a text of 1 MB': { 'process.command_line': 'x'.repeat(1_000_000), details: { blob: '€'.repeat(300_000) } },
  'a message of 1 MB': { message: `start ${'ab '.repeat(330_000)}` },
  '10,000 keys nobody knows': Object.fromEntries(Array.from({ length: 10_000 }, (_, nr) => [`unknown_${nr}`, nr])),
  '10,000 keys inside details': {
    details: Object.fromEntries(Array.from({ length: 10_000 }, (_, nr) => [`k${nr}`, nr])),
  },
  'an array of 10,000': { 'related.user': Array.from({ length: 10_000 }, (_, nr) => `user${nr}`) },
  'nesting of 60 levels': { details: nested(60), unheard: nested(60) },
  'a very long key inside details': {
    details: { ['k'.repeat(40_000)]: 'x', deep: { ['d'.repeat(2_000)]: { ['e'.repeat(2_000)]: '€'.repeat(9_000) } } },
  },
  'a very long key': { ['k'.repeat(40_000)]: 'x' },
  'odd names under winlog.event_data': {
    'winlog.event_data.': 'x',
    'winlog.event_data. ': 'x',
    'winlog.event_data.a..b': 'x',
    [`winlog.event_data.${'k'.repeat(40_000)}`]: 'x',
    'winlog.event_data.Object': { a: [1] },
    'winlog.event_data.Long': 'y'.repeat(50_000),
  },
  'empty values': { 'user.name': '', tags: [], details: {}, 'host.ip': null, message: '' },
};

/** With a key called __proto__ that is a key like any other, as JSON.parse makes it. */
function own(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries([...Object.entries(fields), ['__proto__', { polluted: true }]]);
}

function nested(levels: number): object {
  return levels === 0 ? { end: 'x' } : { deeper: nested(levels - 1) };
}

export function describeHostileEvents(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  describe('an event with', () => {
    it.each(Object.keys(HOSTILE))('%s comes back exactly as it was given, and so do its neighbours', async (name) => {
      const [store, scope] = [connect(), new Scope()];
      const batch = [scope.item('before'), scope.item('hostile', HOSTILE[name]), scope.item('later')];
      expect(tally(await store.append(batch))).toEqual({ stored: 3 });
      expect(await scope.names(store)).toEqual(['before', 'hostile', 'later']);
      const found = await store.get(scope.id('hostile'));
      expect(found?.event).toEqual(JSON.parse(JSON.stringify(batch[1]?.event)));
      expect(Object.keys(found?.event ?? {}).sort()).toEqual(Object.keys(batch[1]?.event ?? {}).sort());
    });

    it('all of these at once is stored, too', async () => {
      const [store, scope] = [connect(), new Scope()];
      const batch = Object.keys(HOSTILE).map((name, nr) => scope.item(nr, HOSTILE[name]));
      expect(tally(await store.append(batch))).toEqual({ stored: batch.length });
      expect(await scope.count(store)).toBe(batch.length);
    });

    it('a term longer than an index can hold is found by its beginning', async () => {
      const [store, scope] = [connect(), new Scope()];
      const long = `needle ${'x'.repeat(40_000)}`;
      await store.append([scope.item('command', { 'process.command_line': long }), scope.item('other')]);
      const condition = { kind: 'starts', field: 'process.command_line', value: 'needle', cased: true } as const;
      expect(await scope.names(store, condition)).toEqual(['command']);
    });

    it('a name of Windows is found by that name, any part of its value', async () => {
      const [store, scope] = [connect(), new Scope()];
      const field = 'winlog.event_data.CommandLine';
      await store.append([scope.item('powershell', { [field]: 'powershell.exe -Enc AAAA' }), scope.item('other')]);
      expect(await scope.names(store, { kind: 'contains', field, value: '-enc', cased: false })).toEqual([
        'powershell',
      ]);
    });
  });
}
