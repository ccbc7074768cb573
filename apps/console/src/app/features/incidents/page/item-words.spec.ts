import { dataOf } from './item-words';

const NOW = new Date('2026-11-24T12:00:00.000Z');

describe('what was typed', () => {
  it.each([
    ['task', ' Isolate it ', { title: 'Isolate it' }],
    ['indicator', 'evil[.]example', { value: 'evil[.]example' }],
    ['reference', 'the report https://a.example/x', { url: 'https://a.example/x', title: 'the report' }],
    ['reference', 'https://a.example/x', { url: 'https://a.example/x', title: 'https://a.example/x' }],
    ['reference', 'no address', undefined],
    ['timeline', 'rule set', { at: NOW.toISOString(), title: 'rule set' }],
    ['timeline', '2026-11-24T11:43Z rule set', { at: '2026-11-24T11:43:00.000Z', title: 'rule set' }],
    ['theory', '  ', undefined],
  ] as const)('as a %s: %s', (kind, typed, data) => {
    expect(dataOf(kind, typed, NOW)).toEqual(data);
  });
});
