import { Turns } from './turns';

const SOON_MS = 10_000;

/** Who got a turn, in order, when each leaves as soon as it is there. */
async function order(turns: Turns, sources: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  await Promise.all(
    sources.map(async (source) => {
      await turns.take(source, SOON_MS);
      seen.push(source);
      await new Promise(setImmediate);
      turns.leave();
    }),
  );
  return seen;
}

describe(Turns.name, () => {
  it('lets so many have a turn at once, and no more', async () => {
    const turns = new Turns({ width: 2, maxWaiting: 10 });
    let atOnce = 0;
    let most = 0;
    const work = async () => {
      await turns.take('web', SOON_MS);
      most = Math.max(most, ++atOnce);
      await new Promise(setImmediate);
      atOnce -= 1;
      turns.leave();
    };
    await Promise.all(Array.from({ length: 7 }, work));
    expect(most).toBe(2);
  });

  it('gives the turns to the sources one after the other, however much one of them has waiting', async () => {
    const turns = new Turns({ width: 1, maxWaiting: 10 });
    const waiting = ['greedy', 'greedy', 'greedy', 'greedy', 'small', 'greedy', 'other', 'small'];
    expect(await order(turns, waiting)).toEqual([
      'greedy',
      'greedy',
      'small',
      'other',
      'greedy',
      'small',
      'greedy',
      'greedy',
    ]);
  });

  it('refuses what waits too long, and goes on with the others', async () => {
    const turns = new Turns({ width: 1, maxWaiting: 10 });
    await turns.take('web', SOON_MS);
    await expect(turns.take('slow', 5)).rejects.toMatchObject({ status: 429, code: 'busy.bytes' });
    const next = turns.take('web', SOON_MS);
    turns.leave();
    await next;
  });

  it('refuses what would make the line of a source too long', async () => {
    const turns = new Turns({ width: 1, maxWaiting: 1 });
    await turns.take('web', SOON_MS);
    const waiting = turns.take('web', SOON_MS);
    await expect(turns.take('web', SOON_MS)).rejects.toMatchObject({ status: 429 });
    const other = turns.take('other', SOON_MS);
    turns.leave();
    await waiting;
    turns.leave();
    await other;
  });
});
