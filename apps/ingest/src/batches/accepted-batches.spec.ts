import { FakeClock } from '@tocsin/testing';

import { AcceptedBatches } from './accepted-batches';

const HOUR = 3_600_000;
const batch = (id: string, claim = '1', source = 'web') => ({ id, claim, source, events: 2 });

let clock: FakeClock;
const memory = (receiptEntries = 100) => new AcceptedBatches({ receiptEntries, receiptWindowMs: HOUR }, clock);
beforeEach(() => (clock = new FakeClock('2026-03-02T10:00:00.000Z')));

describe(AcceptedBatches.name, () => {
  it('remembers each acceptance of a batch once, with its events', () => {
    const accepted = memory();
    for (const claim of ['1', '2', '1']) accepted.note(batch('a', claim));
    const claims = accepted.find('a', 'web');
    expect(new Set(claims)).toEqual(new Set(['1', '2'].map((claim) => ({ claim, source: 'web', events: 2 }))));
    expect(claims).toHaveLength(2);
  });

  it('knows only the last eight acceptances of a batch that is sent for ever', () => {
    const accepted = memory();
    for (let claim = 1; claim <= 100; claim += 1) accepted.note(batch('a', String(claim)));
    expect(accepted.find('a', 'web').map(({ claim }) => claim)).toEqual(
      Array.from({ length: 8 }, (_, n) => String(93 + n)),
    );
  });

  it('tells no source of the batches of another', () => {
    const accepted = memory();
    accepted.note(batch('a', '1', 'mail'));
    expect(accepted.find('a', 'web')).toEqual([]);
  });

  it('forgets after its window, and says since when its memory is complete', () => {
    const accepted = memory();
    accepted.note(batch('a'));
    clock.advance(HOUR - 1);
    expect(accepted.find('a', 'web')).toHaveLength(1);
    expect(accepted.since).toEqual(new Date('2026-03-02T10:00:00.000Z'));
    clock.advance(2);
    expect(accepted.find('a', 'web')).toEqual([]);
    expect(accepted.since).toEqual(new Date('2026-03-02T10:00:00.001Z'));
  });

  it('forgets the oldest when there are too many, and says since when its memory is complete', () => {
    const accepted = memory(2);
    for (const id of ['a', 'b', 'c']) {
      accepted.note(batch(id));
      // Being asked for does not make a batch younger.
      accepted.find('a', 'web');
      clock.advance(1_000);
    }
    expect(['a', 'b', 'c'].map((id) => accepted.find(id, 'web').length)).toEqual([0, 1, 1]);
    expect(accepted.since).toEqual(new Date('2026-03-02T10:00:00.000Z'));
    accepted.note(batch('d'));
    expect(accepted.since).toEqual(new Date('2026-03-02T10:00:01.000Z'));
  });
});
