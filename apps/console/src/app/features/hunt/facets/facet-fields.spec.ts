import { facetAddress, facetFieldsOf } from './facet-fields';

describe('the fields that are counted', () => {
  it('are the usual ones, which need not stand in the address', () => {
    expect(facetFieldsOf(undefined)).toContain('user.name');
    expect(facetAddress(facetFieldsOf(undefined))).toBeNull();
  });

  it('are those of the address, each once, and no more than twelve', () => {
    expect(facetFieldsOf('a,b,a')).toEqual(['a', 'b']);
    expect(facetAddress(['a', 'b'])).toBe('a,b');
    expect(facetFieldsOf(Array.from({ length: 20 }, (_, nr) => `f${nr}`).join())).toHaveLength(12);
  });

  it('are none when there shall be none', () => {
    expect(facetFieldsOf('off')).toBeUndefined();
    expect(facetAddress([])).toBe('off');
  });
});
