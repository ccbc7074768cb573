import { wordsOf } from './numbered-client';
import { Sightings } from './whereabouts';

describe(Sightings.name, () => {
  it('tells stored, parked, doubled and lost events apart', () => {
    const sightings = new Sightings([4, 3]);
    for (const [client, number] of [
      [0, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ] as const)
      sightings.noteStored(wordsOf(client, number));
    sightings.noteParked(`{"broken ${wordsOf(1, 1)}`);
    expect(sightings.sum([3, 2])).toEqual({
      stored: 3,
      parked: 1,
      duplicated: 1,
      lost: 1,
      examples: [
        'client 0, event 1: stored 2 times, parked 0 times',
        'client 0, event 2: stored 0 times, parked 0 times',
      ],
    });
  });

  it('takes an event that is both stored and parked for doubled', () => {
    const sightings = new Sightings([1]);
    sightings.noteStored(wordsOf(0, 0));
    sightings.noteParked(wordsOf(0, 0));
    expect(sightings.sum([1])).toMatchObject({ stored: 1, parked: 0, duplicated: 1, lost: 0 });
  });

  it('does not count what is none of its own', () => {
    const sightings = new Sightings([1]);
    for (const text of ['hello', wordsOf(0, 1), wordsOf(7, 0)]) sightings.noteStored(text);
    expect(sightings.sum([0])).toMatchObject({ stored: 0, lost: 0 });
  });
});
