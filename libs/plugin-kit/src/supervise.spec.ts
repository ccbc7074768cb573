import { atWork, type EventUnderWay } from './plugin-run';
import { PluginGuard } from './plugin-guard';
import { PluginHung, supervise } from './supervise';

const item: EventUnderWay = { event: { '@timestamp': '2026-11-24T10:00:00.000Z', message: '' } };
const SECONDS = 0.2;

function fails(): never {
  throw new RangeError('its own');
}

describe(supervise.name, () => {
  const guard = new PluginGuard({ onFailure: 'skip', budgetMicros: 1 });

  beforeEach(() => {
    atWork.plugin = { manifest: { type: 'endless' }, guard } as unknown as typeof atWork.plugin;
    atWork.item = item;
  });

  it('does the work and lets its failures through', () => {
    const done: number[] = [];
    supervise(() => done.push(1), SECONDS);
    expect(done).toEqual([1]);
    expect(() => supervise(fails, SECONDS)).toThrow(RangeError);
  });

  it.each([
    [
      'a loop',
      () => {
        for (;;);
      },
    ],
    ['a regular expression that backtracks', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  ])('stops %s and names the plug-in and its event', (_, work) => {
    expect(() => supervise(work, SECONDS)).toThrow(new PluginHung('endless', item, SECONDS));
    try {
      supervise(work, SECONDS);
    } catch (error) {
      expect((error as PluginHung).item).toBe(item);
    }
  });

  it('tells the guard, which passes the plug-in over after three', () => {
    const others = new PluginGuard({ onFailure: 'skip', budgetMicros: 1 });
    atWork.plugin = { manifest: { type: 'endless' }, guard: others } as unknown as typeof atWork.plugin;
    for (let n = 0; n < 3; n += 1)
      expect(() =>
        supervise(() => {
          for (;;);
        }, SECONDS),
      ).toThrow(PluginHung);
    expect(others.isBypassed).toBe(true);
  });
});
