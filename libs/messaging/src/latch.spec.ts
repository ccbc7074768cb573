import { Latch } from './latch';

describe(Latch.name, () => {
  it('ends a wait that is under way', async () => {
    const latch = new Latch();
    const waiting = latch.wait(60_000);
    latch.wake();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('remembers one waking that came before the wait, and only one', async () => {
    const latch = new Latch();
    latch.wake();
    latch.wake();
    await latch.wait(60_000);
    const began = performance.now();
    await latch.wait(30);
    expect(performance.now() - began).toBeGreaterThan(25);
  });
});
