import { SharedWork } from './shared-work';

/** Work that ends when it is told to. */
function heldWork() {
  const ends: (() => void)[] = [];
  const work = jest.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  return { work, endOne: () => ends.shift()?.() };
}

/** Long enough for everything that waits for no timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe(SharedWork.name, () => {
  it('is done once for all who ask before it begins', async () => {
    const { work, endOne } = heldWork();
    const shared = new SharedWork(work, 0);
    const askers = [shared.run(), shared.run(), shared.run()];
    await settle();
    endOne();
    await Promise.all(askers);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is done again for those who ask while it is under way', async () => {
    const { work, endOne } = heldWork();
    const shared = new SharedWork(work, 0);
    const first = shared.run();
    await settle();
    let isLateDone = false;
    const late = [shared.run(), shared.run()].map((asked) => asked.then(() => (isLateDone = true)));
    endOne();
    await first;
    await settle();
    expect([isLateDone, work.mock.calls.length]).toEqual([false, 2]);
    endOne();
    await Promise.all(late);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('rests between two times, however many ask', async () => {
    const begun: number[] = [];
    const shared = new SharedWork(() => Promise.resolve(void begun.push(performance.now())), 40);
    const until = performance.now() + 200;
    while (performance.now() < until) {
      await Promise.race([shared.run(), settle()]);
    }
    expect(begun.length).toBeGreaterThan(1);
    for (const [index, at] of begun.slice(1).entries()) expect(at - (begun[index] ?? 0)).toBeGreaterThan(35);
  });
});
