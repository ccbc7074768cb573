import { InMemoryClaims } from '@tocsin/ledger/testing';
import { Metrics } from '@tocsin/observability';
import { FakeClock } from '@tocsin/testing';

import { IngestMetrics } from '../ingest.metrics';
import { ClaimBook } from './claim-book';
import { ClaimNumbers } from './claim-numbers';

class ClaimsThatMayFail extends InMemoryClaims {
  isAway = false;

  override async state(...what: Parameters<InMemoryClaims['state']>): Promise<void> {
    if (this.isAway) throw new Error('PostgreSQL is away');
    await super.state(...what);
  }
}

const batch = (claim: string) => ({ claim, batchId: `b-${claim}`, source: 'web', events: 10 });

describe(ClaimBook.name, () => {
  let numbers: ClaimNumbers;
  let claims: ClaimsThatMayFail;
  let book: ClaimBook;
  beforeEach(() => {
    jest.useFakeTimers();
    const clock = new FakeClock();
    numbers = new ClaimNumbers(clock, { frontend: 'fe1' });
    claims = new ClaimsThatMayFail();
    book = new ClaimBook(numbers, claims, clock, new IngestMetrics(new Metrics()));
    book.onApplicationBootstrap();
  });
  afterEach(async () => {
    await book.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  const passSecond = () => jest.advanceTimersByTimeAsync(1_000);
  const run = () => claims.runs.get(numbers.instance);

  it('says every second what was accepted and what was refused', async () => {
    const [one, two] = [numbers.next(), numbers.next()];
    book.accepted(batch(one));
    book.refused(batch(two));
    await passSecond();
    expect([...claims.claims.values()]).toMatchObject([
      { claim: one, isVoid: false, events: 10 },
      { claim: two, isVoid: true },
    ]);
    expect(run()).toMatchObject({ frontend: 'fe1', statedThrough: 2, isEnding: false });
  });

  it('says how far it has said everything: up to the first batch that is under way', async () => {
    const [one, , three] = [numbers.next(), numbers.next(), numbers.next()];
    book.accepted(batch(one));
    book.accepted(batch(three));
    await passSecond();
    expect(run()).toMatchObject({ statedThrough: 1 });
  });

  it('keeps what it could not say, and says it in the end', async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    claims.isAway = true;
    const names = Array.from({ length: 5_000 }, () => numbers.next());
    for (const name of names) book.accepted(batch(name));
    await passSecond();
    expect(claims.claims.size).toBe(0);
    claims.isAway = false;
    await passSecond();
    expect([...claims.claims.keys()]).toEqual(names);
    expect(run()).toMatchObject({ statedThrough: 5_000 });
  });

  it('says all it has when it ends', async () => {
    const one = numbers.next();
    book.accepted(batch(one));
    await book.beforeApplicationShutdown();
    expect([...claims.claims.keys()]).toEqual([one]);
    expect(run()).toMatchObject({ isEnding: true });
  });

  it('forgets the oldest, counted, when PostgreSQL is away for very long', async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    claims.isAway = true;
    for (let count = 0; count <= 200_000; count += 1) book.accepted(batch(numbers.next()));
    claims.isAway = false;
    await passSecond();
    expect(claims.claims.size).toBe(100_000);
    expect(claims.claims.has(`${numbers.instance}-200001`)).toBe(true);
  });
});
