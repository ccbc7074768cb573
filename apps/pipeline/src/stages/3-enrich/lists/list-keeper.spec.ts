import { Logger } from '@nestjs/common';
import { LISTS_CHANGED_FACT } from '@tocsin/messaging';
import { eventually } from '@tocsin/testing';

import { ListKeeper } from './list-keeper';
import { listOptionsSchema } from './list.options';
import { ListRig } from './testing/list-rig';

const options = listOptionsSchema.parse({ refreshSeconds: 3_600 });
let rig: ListRig;

async function watching(): Promise<void> {
  rig.keeper.watch('watchlist', options);
  await rig.loaded();
}

const lists = (value: string) => rig.keeper.hits('watchlist', 'name', value).map(({ list }) => list.name);

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
});
beforeEach(() => {
  rig = new ListRig();
  rig.source.addList('watchlist', 'bad');
  rig.source.addList('vip', 'board');
  for (let n = 0; n < 5_000; n += 1) rig.source.put('bad', { key: `user-${n}` });
  rig.source.put('board', { key: 'ada' });
});
afterEach(() => rig.close());

describe(ListKeeper.name, () => {
  it('loads what is asked for, piece by piece, and keeps nothing else', async () => {
    await watching();
    expect([lists('user-0'), lists('user-4999'), lists('ada')]).toEqual([['bad'], ['bad'], []]);
    expect(await rig.metrics.registry.metrics()).toContain('tocsin_list_terms{kind="watchlist"} 5000');
  });

  it('begins anew when another kind is asked for', async () => {
    await watching();
    rig.keeper.watch('vip', options);
    await rig.loaded();
    expect(rig.keeper.hits('vip', 'name', 'ada')).toHaveLength(1);
    expect(lists('user-0')).toEqual(['bad']);
  });

  it('follows a change as soon as it is told, and reads nothing but the change', async () => {
    await watching();
    const before = rig.source.entriesRead;
    rig.source.put('bad', { key: 'eve' });
    rig.source.remove('bad', 'user-7');
    await rig.bus.announce(LISTS_CHANGED_FACT, { name: 'bad' });
    await eventually(() => lists('eve').length === 1);
    expect(lists('user-7')).toEqual([]);
    expect(rig.source.entriesRead - before).toBe(2);
  });

  it('reads nothing when nothing changed', async () => {
    await watching();
    const before = rig.source.entriesRead;
    await rig.keeper.refresh();
    expect(rig.source.entriesRead).toBe(before);
  });

  it('lets an entry end, and begin, without a change', async () => {
    const now = rig.clock.now().getTime();
    rig.source.put('bad', { key: 'temp', from: now + 1_000, until: now + 2_000 });
    await watching();
    const seen = [0, 1_000, 1_000].map((ms) => {
      rig.clock.advance(ms);
      return lists('temp');
    });
    expect(seen).toEqual([[], ['bad'], []]);
  });

  it('forgets a list that is removed, and gives its room back', async () => {
    await watching();
    rig.source.removeList('bad');
    await rig.keeper.refresh();
    expect(lists('user-0')).toEqual([]);
    rig.clock.advance(2 * 3_600_000);
    await rig.keeper.refresh();
    expect(rig.keeper.isEmpty('watchlist')).toBe(true);
  });

  it('begins anew when it was away for too long to have heard of everything', async () => {
    await watching();
    const before = rig.source.entriesRead;
    rig.clock.advance(25 * 3_600_000);
    await rig.keeper.refresh();
    expect(rig.source.entriesRead - before).toBe(5_001);
  });

  it('begins anew when the database was set back', async () => {
    await watching();
    rig.source.setBack();
    await rig.keeper.refresh();
    expect(lists('user-0')).toEqual([]);
  });

  it('keeps the last lists while they cannot be read, and says so', async () => {
    expect((await rig.checks.ask()).checks['lists']?.detail).toContain('not loaded yet');
    await watching();
    rig.source.isAway = true;
    await rig.keeper.refresh();
    expect(lists('user-0')).toEqual(['bad']);
    expect((await rig.checks.ask()).checks['lists']).toEqual({
      ok: true,
      detail: expect.stringContaining('the last ones stay in force') as string,
    });
    expect(await rig.metrics.registry.metrics()).toContain('tocsin_list_stale 1');
    rig.source.isAway = false;
    await rig.keeper.refresh();
    expect((await rig.checks.ask()).checks['lists']?.detail).toBe('');
    expect(await rig.metrics.registry.metrics()).toContain('tocsin_list_stale 0');
  });

  it('shows an entry that this version cannot use, and uses the others', async () => {
    rig.source.put('bad', { kind: 'regex', key: '(?<=x)evil' });
    rig.source.put('bad', { key: 'eve' });
    await watching();
    expect(lists('eve')).toEqual(['bad']);
    expect((await rig.checks.ask()).checks['lists']?.detail).toContain('1 term(s) cannot be used');
  });
});
