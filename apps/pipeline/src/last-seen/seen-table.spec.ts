import { SeenTable } from './seen-table';

describe(SeenTable.name, () => {
  it('knows the latest day of every key it was told, and of no other', () => {
    const table = new SeenTable(200_000);
    for (let n = 0; n < 100_000; n += 1) table.see('hosts', `["host-${n}"]`, 20_000 + (n % 100));
    expect(table.size).toBe(100_000);
    for (let n = 0; n < 100_000; n += 997) expect(table.lastDay('hosts', `["host-${n}"]`)).toBe(20_000 + (n % 100));
    let strangers = 0;
    for (let n = 100_000; n < 200_000; n += 1) if (table.lastDay('hosts', `["host-${n}"]`) !== 0) strangers += 1;
    expect(strangers).toBe(0);
    expect(table.lastDay('users', '["host-1"]')).toBe(0);
  });

  it('keeps the later of two days, in whatever order', () => {
    const table = new SeenTable(10);
    for (const day of [20_000, 20_005, 20_001]) table.see('a', 'k', day);
    expect(table.lastDay('a', 'k')).toBe(20_005);
    expect(table.size).toBe(1);
  });

  it('takes a day that is none for the first', () => {
    const table = new SeenTable(10);
    table.see('a', 'past', -5);
    table.see('a', 'none', Number.NaN);
    table.see('a', 'far', 1e9);
    expect(['past', 'none', 'far'].map((key) => table.lastDay('a', key))).toEqual([1, 1, 65_535]);
  });

  it('remembers no more than it may, and what it has is still kept up to date', () => {
    const table = new SeenTable(2);
    for (const key of ['x', 'y', 'z']) table.see('a', key, 20_000);
    table.see('a', 'x', 20_001);
    expect([table.size, table.isFull]).toEqual([2, true]);
    expect(['x', 'y', 'z'].map((key) => table.lastDay('a', key))).toEqual([20_001, 20_000, 0]);
  });
});
