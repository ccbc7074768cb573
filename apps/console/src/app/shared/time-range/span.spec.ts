import { lastSpanOf, shifted, spanAround, spanOf } from './span';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const given = (part: object) => ({ last: undefined, from: undefined, to: undefined, ...part });

describe('the time of a search', () => {
  it('is the last day unless the address says otherwise', () => {
    expect(spanOf(given({}), NOW)).toEqual({ from: '2026-11-23T12:00:00.000Z', to: '2026-11-24T12:00:00.000Z' });
    expect(spanOf(given({ last: 'nonsense' }), NOW).from).toBe('2026-11-23T12:00:00.000Z');
    expect(spanOf(given({ last: '15m' }), NOW).from).toBe('2026-11-24T11:45:00.000Z');
  });

  it('is what stands in the address, whatever the zone it is written in', () => {
    const span = given({ last: '1h', from: '2026-11-24T08:00:00+01:00', to: '2026-11-24T09:00:00Z' });
    expect(lastSpanOf(span)).toBeUndefined();
    expect(spanOf(span, NOW)).toEqual({ from: '2026-11-24T07:00:00.000Z', to: '2026-11-24T09:00:00.000Z' });
  });

  it('is the usual one when an end is no time', () => {
    expect(lastSpanOf(given({ from: 'x', to: '2026-11-24T09:00:00Z' }))?.last).toBe('24h');
  });

  it('may be any span that ends now', () => {
    expect(lastSpanOf(given({ last: '4h' }))).toEqual({ last: '4h', label: 'Last 4h', ms: 4 * 3_600_000 });
    expect(spanOf(given({ last: '2w' }), NOW).from).toBe('2026-11-10T12:00:00.000Z');
    for (const last of ['0h', '-4h', '4y', '99999d', 'h']) expect(lastSpanOf(given({ last }))?.last).toBe('24h');
  });

  it('moves by its own length', () => {
    const span = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T12:00:00.000Z' };
    expect(shifted(span, -1)).toEqual({ from: '2026-11-24T04:00:00.000Z', to: '2026-11-24T08:00:00.000Z' });
    expect(shifted(shifted(span, 1), -1)).toEqual(span);
  });

  it('may be around a moment', () => {
    expect(spanAround('2026-11-24T12:00:00.000Z', 5)).toEqual({
      from: '2026-11-24T11:55:00.000Z',
      to: '2026-11-24T12:05:00.000Z',
    });
  });
});
