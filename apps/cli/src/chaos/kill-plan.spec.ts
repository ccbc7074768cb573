import { PARTS, planKills, roundsFor } from './kill-plan';

describe(planKills.name, () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planKills(PARTS, 3, 7)).toEqual(planKills(PARTS, 3, 7));
    expect(planKills(PARTS, 3, 7)).not.toEqual(planKills(PARTS, 3, 8));
  });

  it('kills every part once in each round, in time and in order', () => {
    const kills = planKills(PARTS, 5, 1);
    for (let round = 0; round < 5; round += 1) {
      const parts = kills.slice(round * PARTS.length, (round + 1) * PARTS.length).map(({ part }) => part);
      expect(parts.toSorted()).toEqual([...PARTS].toSorted());
    }
    const times = kills.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(1);
  });
});

describe(roundsFor.name, () => {
  it.each([
    [1_000, 2],
    [100_000, 2],
    [1_000_000, 5],
    [1e9, 50],
  ])('makes of %d events %d rounds', (events, rounds) => {
    expect(roundsFor(events)).toBe(rounds);
  });
});
