import { SeenTable } from './seen-table';

describe(SeenTable.name, () => {
  it('knows the latest day of every key it was told, and of no other', () => {
    const table = new SeenTable(200_000);
    for (let n = 0; n < 100_000; n += 1) table.see(`["host-${n}"]`, 20_000 + (n % 100));
    expect(table.size).toBe(100_000);
    for (let n = 0; n < 100_000; n += 997) expect(table.lastDay(`["host-${n}"]`)).toBe(20_000 + (n % 100));
    let strangers = 0;
    for (let n = 100_000; n < 200_000; n += 1) if (table.lastDay(`["host-${n}"]`) !== 0) strangers += 1;
    expect(strangers).toBe(0);
  });

  it('keeps the later of two days, in whatever order', () => {
    const table = new SeenTable(10);
    for (const day of [20_000, 20_005, 20_001]) table.see('k', day);
    expect(table.lastDay('k')).toBe(20_005);
    expect(table.size).toBe(1);
  });

  it('takes a day that is none for the first', () => {
    const table = new SeenTable(10);
    table.see('past', -5);
    table.see('none', Number.NaN);
    table.see('far', 1e9);
    expect(['past', 'none', 'far'].map((key) => table.lastDay(key))).toEqual([1, 1, 65_534]);
  });

  it('remembers no more than it may, and what it has is still kept up to date', () => {
    const table = new SeenTable(2);
    for (const key of ['x', 'y', 'z']) table.see(key, 20_000);
    table.see('x', 20_001);
    expect([table.size, table.isFull]).toEqual([2, true]);
    expect(['x', 'y', 'z'].map((key) => table.lastDay(key))).toEqual([20_001, 20_000, 0]);
  });

  it('forgets a key and finds those that stand behind it', () => {
    const table = new SeenTable(10_000);
    const keys = Array.from({ length: 2_000 }, (_, n) => `k${n}`);
    for (const key of keys) table.see(key, 20_000);
    for (const key of keys.slice(0, 1_000)) table.forget(key);
    expect(keys.map((key) => table.lastDay(key))).toEqual(keys.map((_, n) => (n < 1_000 ? 0 : 20_000)));
    table.see('k1', 20_001);
    table.forget('never');
    expect([table.lastDay('k1'), table.lastDay('never'), table.size]).toEqual([20_001, 0, 2_000]);
  });
});
