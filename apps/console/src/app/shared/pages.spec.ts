import { signal } from '@angular/core';

import { Pages } from './pages';

interface Numbers {
  readonly numbers: readonly number[];
  readonly nextCursor: string | null;
}

const page = (numbers: number[], nextCursor: string | null = null): Numbers => ({ numbers, nextCursor });
const numbersOf = (pages: Pages<Numbers>) => pages.all().flatMap(({ numbers }) => numbers);

describe('pages', () => {
  it('are none before the first, and end where there is no next', async () => {
    const first = signal<Numbers | undefined>(undefined);
    const pages = new Pages(first, () => Promise.resolve(page([3])));
    expect([numbersOf(pages), pages.hasMore()]).toEqual([[], false]);
    first.set(page([1, 2], 'a'));
    await pages.more();
    await pages.more();
    expect([numbersOf(pages), pages.hasMore()]).toEqual([[1, 2, 3], false]);
  });

  it('are fetched one at a time, each after the one before', async () => {
    const cursors: string[] = [];
    const answers = [page([2], 'b'), page([3])];
    const pages = new Pages(signal<Numbers | undefined>(page([1], 'a')), (cursor) => {
      cursors.push(cursor);
      return Promise.resolve(answers.shift() as Numbers);
    });
    await Promise.all([pages.more(), pages.more()]);
    await pages.more();
    expect([cursors, numbersOf(pages)]).toEqual([
      ['a', 'b'],
      [1, 2, 3],
    ]);
  });

  it('of a list that is gone are dropped, as is what went wrong with them', async () => {
    const first = signal<Numbers | undefined>(page([1], 'a'));
    let answer: (page: Numbers) => void = () => undefined;
    const pages = new Pages(first, () => new Promise<Numbers>((resolve) => (answer = resolve)));
    const asked = pages.more();
    first.set(page([7], 'z'));
    answer(page([2]));
    await asked;
    expect(numbersOf(pages)).toEqual([7]);
  });

  it('say why there is no next one, and may be asked for again', async () => {
    let isAway = true;
    const pages = new Pages(signal<Numbers | undefined>(page([1], 'a')), () =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(page([2])),
    );
    await pages.more();
    expect([pages.problem()?.detail, pages.isFetching()]).toEqual(['away', false]);
    isAway = false;
    await pages.more();
    expect([pages.problem(), numbersOf(pages)]).toEqual([undefined, [1, 2]]);
  });
});
