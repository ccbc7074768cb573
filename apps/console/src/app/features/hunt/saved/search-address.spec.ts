import { isChanged, searchAddress } from './search-address';
import { aSearch } from '../../../../testing/a-search';

describe('a saved search', () => {
  it('is an address of the hunt', () => {
    expect(searchAddress(aSearch())).toEqual({
      ...{ q: 'user.name:root', last: '24h', from: null, to: null, saved: 's-1', open: null },
      ...{ columns: 'user.name', sort: null },
    });
    const time = { from: '2026-11-24T08:00:00Z', to: '2026-11-24T09:00:00Z' };
    expect(searchAddress(aSearch({ q: '', time, columns: [], sort: 'oldest' }))).toMatchObject({
      ...{ q: null, last: null, ...time, columns: null, sort: 'oldest' },
    });
  });

  it('is changed by anything but how a time is written', () => {
    const time = { from: '2026-11-24T08:00:00Z', to: '2026-11-24T09:00:00Z' };
    const saved = aSearch({ time });
    expect(isChanged(saved, { ...saved, time: { from: '2026-11-24T09:00:00+01:00', to: time.to } })).toBe(false);
    expect(isChanged(saved, { ...saved, q: 'x' })).toBe(true);
    expect(isChanged(saved, { ...saved, columns: [] })).toBe(true);
    expect(isChanged(saved, { ...saved, time: { last: '24h' } })).toBe(true);
  });
});
