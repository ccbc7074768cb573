import { UnderWay } from './under-way';

const request = () => ({ closeAfterAnswer: jest.fn(), closeWithoutAnswer: jest.fn() });

describe(UnderWay.name, () => {
  it('waits for what has begun, and begins nothing new', async () => {
    const underWay = new UnderWay({ shutdownMs: 10_000 });
    const [begun, late] = [request(), request()];
    underWay.begin(begun);
    let isOver = false;
    const stop = underWay.onModuleDestroy().then(() => (isOver = true));
    expect(() => underWay.begin(late)).toThrow('This front end is stopping');
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    underWay.end(begun);
    await stop;
    for (const each of [begun, late]) {
      expect(each.closeAfterAnswer).toHaveBeenCalled();
      expect(each.closeWithoutAnswer).not.toHaveBeenCalled();
    }
  });

  it('ends what takes too long by force', async () => {
    const underWay = new UnderWay({ shutdownMs: 10 });
    const stuck = request();
    underWay.begin(stuck);
    await underWay.onModuleDestroy();
    expect(stuck.closeWithoutAnswer).toHaveBeenCalled();
  });

  it('stops at once when nothing is under way', async () => {
    const underWay = new UnderWay({ shutdownMs: 1_000_000 });
    underWay.begin(request());
    underWay.end(request());
    const idle = new UnderWay({ shutdownMs: 1_000_000 });
    await expect(idle.onModuleDestroy()).resolves.toBeUndefined();
  });
});
