import { SeenTable } from './seen-table';

const seed = { high: 0x1234_5678, low: 0x9abc_def0 };
const TODAY = 20_783;
const table = (maxKeys = 1_000_000) => new SeenTable({ maxKeys, seed });

describe(SeenTable.name, () => {
  it('knows no day of a key it never saw, and the last day of one it saw', () => {
    const seen = table();
    expect(seen.see('user_asn', ['averne', '64500'], TODAY - 40)).toBeUndefined();
    expect(seen.see('user_asn', ['averne', '64500'], TODAY)).toBe(TODAY - 40);
    expect(seen.see('user_asn', ['averne', '64500'], TODAY)).toBe(TODAY);
    expect(seen.size).toBe(1);
  });

  it('keeps lists apart, and values however they are cut', () => {
    const seen = table();
    seen.see('pairs', ['ab', 'c'], TODAY);
    for (const values of [['a', 'bc'], ['abc'], ['abc', ''], ['c', 'ab'], []])
      expect(seen.see('pairs', values, TODAY)).toBeUndefined();
    expect(seen.see('pair', ['sab', 'c'], TODAY)).toBeUndefined();
  });

  it('does not let a late event make a key older', () => {
    const seen = table();
    seen.see('assets', ['db-1'], TODAY);
    seen.see('assets', ['db-1'], TODAY - 90);
    expect(seen.see('assets', ['db-1'], TODAY)).toBe(TODAY);
  });

  it('takes each of many keys for new once and for known from then on, while it grows', () => {
    const seen = table();
    const keys = Array.from({ length: 50_000 }, (_, n) => [`user-${n % 1_000}`, `${64_496 + Math.floor(n / 1_000)}`]);
    expect(keys.filter((key, n) => seen.see('user_asn', key, TODAY - (n % 90)) !== undefined)).toEqual([]);
    expect(keys.filter((key, n) => seen.see('user_asn', key, TODAY) !== TODAY - (n % 90))).toEqual([]);
    expect(seen.size).toBe(keys.length);
    expect(seen.forgotten).toBe(0);
  });

  it('forgets what was seen longest ago when it is full, and counts it', () => {
    const seen = table(1_000);
    for (let n = 0; n < 1_000; n += 1) seen.see('assets', [`host-${n}`], TODAY - 10 + Math.floor(n / 100));
    seen.see('assets', ['newcomer'], TODAY);
    expect([seen.size, seen.forgotten]).toEqual([901, 100]);
    expect(seen.see('assets', ['host-100'], TODAY)).toBe(TODAY - 9);
    expect(seen.see('assets', ['newcomer'], TODAY)).toBe(TODAY);
    expect(seen.see('assets', ['host-99'], TODAY)).toBeUndefined();
  });

  it('stays within its limit whatever comes, even all on one day', () => {
    const seen = table(1_000);
    for (let n = 0; n < 10_500; n += 1) seen.see('assets', [`host-${n}`], TODAY);
    expect(seen.size).toBeLessThanOrEqual(1_000);
    expect(seen.size + seen.forgotten).toBe(10_500);
    const bytes = seen.bytes;
    for (let n = 0; n < 50_000; n += 1) seen.see('assets', [`other-${n}`], TODAY);
    expect(seen.bytes).toBe(bytes);
  });

  it.each([-5, 0, 0.5, 65_536, 1e12])('holds a key of the impossible day %d', (day) => {
    const seen = table();
    seen.see('assets', ['db-1'], day);
    expect(seen.see('assets', ['db-1'], TODAY)).toBe(day < 1 ? 1 : 65_535);
  });
});
