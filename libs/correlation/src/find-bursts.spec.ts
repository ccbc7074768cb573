import { corpus, Random } from '@tocsin/testing';
import { readFileSync } from 'node:fs';

import type { Occurrence } from './count-window';
import { findBursts, type WindowRule } from './find-bursts';

const MINUTE = 60_000;
const rule = (patch: Partial<WindowRule> = {}): WindowRule => ({
  counted: 'occurrences',
  threshold: 3,
  spanMs: MINUTE,
  maxBurstMs: 6 * MINUTE,
  ...patch,
});
const happened = (...seconds: number[]): Occurrence[] =>
  seconds.map((second) => ({ at: second * 1_000, times: 1, values: [] }));

/** First second, crossing second, last second and peak of each burst. */
function told(occurrences: readonly Occurrence[], patch: Partial<WindowRule> = {}): number[][] {
  return findBursts(occurrences, rule(patch)).map(({ first, crossing, last, peak }) => [
    first.at / 1_000,
    crossing.at / 1_000,
    last.at / 1_000,
    peak,
  ]);
}

function randomOccurrences(random: Random, count: number): Occurrence[] {
  const occurrences = Array.from({ length: count }, () => ({
    at: random.below(40) * 5_000,
    times: 1 + random.below(2),
    values: random.list(2, () => random.pick(['a', 'b', 'c', 'd'])),
  }));
  return occurrences.sort((left, right) => left.at - right.at);
}

/** Is the count reached in the window that ends with this occurrence? Counted anew for each. */
function isReached(
  occurrences: readonly Occurrence[],
  index: number,
  { counted, threshold, spanMs }: WindowRule,
): boolean {
  const end = occurrences[index]!.at;
  const inside = occurrences.slice(0, index + 1).filter(({ at }) => at > end - spanMs);
  const times = inside.reduce((sum, occurrence) => sum + occurrence.times, 0);
  return (counted === 'occurrences' ? times : new Set(inside.flatMap(({ values }) => values)).size) >= threshold;
}

function randomRule(random: Random): WindowRule {
  return rule({
    counted: random.pick(['occurrences', 'values'] as const),
    threshold: 1 + random.below(4),
    spanMs: (1 + random.below(6)) * 5_000,
    maxBurstMs: Infinity,
  });
}

describe(findBursts.name, () => {
  it('finds the count reached across the edges of any clock', () => {
    expect(told(happened(50, 59, 61))).toEqual([[50, 61, 61, 3]]);
  });

  it('does not take what happened a whole span before into the window', () => {
    expect(told(happened(0, 30, 60))).toEqual([]);
    expect(told(happened(0, 30, 59.999))).toHaveLength(1);
  });

  it('tells one burst for as long as the count is reached without a pause of a span', () => {
    expect(told(happened(0, 10, 20, 30, 70, 75, 80))).toEqual([[0, 20, 80, 4]]);
    expect(told(happened(0, 10, 20, 200, 210, 220))).toEqual([
      [0, 20, 20, 3],
      [200, 220, 220, 3],
    ]);
  });

  it('ends a burst that lasts too long, and counts nothing twice', () => {
    const steady = happened(...Array.from({ length: 40 }, (_, index) => index * 10));
    const bursts = findBursts(steady, rule({ maxBurstMs: 2 * MINUTE }));
    expect(bursts.map(({ occurrences }) => occurrences.length)).toEqual([13, 13, 13]);
    expect(new Set(bursts.flatMap(({ occurrences }) => occurrences)).size).toBe(39);
  });

  it('counts an occurrence as often as it happened', () => {
    expect(told([{ at: 5_000, times: 3, values: [] }])).toEqual([[5, 5, 5, 3]]);
  });

  it('counts different values, not occurrences, where it is told to', () => {
    const tries = ['a', 'a', 'b', 'b', 'c'].map((value, second) => ({ at: second * 1_000, times: 1, values: [value] }));
    expect(told(tries, { counted: 'values' })).toEqual([[0, 4, 4, 3]]);
    expect(told(tries.slice(0, 4), { counted: 'values' })).toEqual([]);
  });

  it('covers exactly the occurrences at which a recount finds the count reached, on 2,000 seeded cases', () => {
    const random = new Random(3);
    for (let run = 0; run < 2_000; run++) {
      const occurrences = randomOccurrences(random, random.below(30));
      const tried = randomRule(random);
      const bursts = findBursts(occurrences, tried);
      const reached = occurrences.filter((_, index) => isReached(occurrences, index, tried));
      const crossings = new Set(bursts.map(({ crossing }) => crossing));
      const isPause = (index: number): boolean =>
        index === 0 || reached[index]!.at - reached[index - 1]!.at >= tried.spanMs;
      expect(reached.filter((_, index) => isPause(index))).toEqual([...crossings]);
      expect(reached.every(({ at }) => bursts.some(({ first, last }) => first.at <= at && at <= last.at))).toBe(true);
    }
  });

  it('never loses a burst by what comes late, on 2,000 seeded cases', () => {
    const random = new Random(4);
    for (let run = 0; run < 2_000; run++) {
      const all = randomOccurrences(random, 5 + random.below(25));
      const early = all.filter(() => !random.isOneIn(3));
      const tried = randomRule(random);
      const later = findBursts(all, tried);
      for (const { first, last } of findBursts(early, tried)) {
        expect(later.some((burst) => burst.first.at <= first.at && burst.last.at >= last.at)).toBe(true);
      }
    }
  });

  it('slides over 200,000 occurrences in linear time', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => ({
      at: index * 7,
      times: 1,
      values: [`v${index % 50}`],
    }));
    const started = process.hrtime.bigint();
    findBursts(many, rule({ counted: 'values', threshold: 40 }));
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(8_000);
  });
});

interface Truth {
  readonly thresholds: readonly {
    readonly name: string;
    readonly group_by: 'ip' | 'user';
    readonly threshold_gte: number;
    readonly window_s: number;
    readonly distinct_field: 'ip' | 'user' | null;
    readonly count_repeated_as_many: boolean;
    readonly must_fire: Readonly<Record<string, { readonly first_cross_ts: string }>>;
    readonly ambiguous_boundary?: readonly unknown[];
  }[];
}
type Line = Readonly<Record<string, string | number>>;

const eventsFile = corpus('syslog/OpenSSH_2k.ecs.jsonl');
const truthFile = corpus('syslog/OpenSSH_2k.truth.json');

(eventsFile && truthFile ? describe : describe.skip)('two thousand lines of a real ssh server', () => {
  const read = (file: string): string => readFileSync(file, 'utf8').trim();
  const lines = eventsFile
    ? read(eventsFile)
        .split('\n')
        .map((line) => JSON.parse(line) as Line)
    : [];
  const truth = (truthFile ? JSON.parse(read(truthFile)) : { thresholds: [] }) as Truth;
  const fields = { ip: 'source.address', user: 'user.name' } as const;

  it.each(truth.thresholds.map((threshold) => [threshold.name, threshold] as const))('%s', (_, threshold) => {
    const groups = new Map<string, Occurrence[]>();
    for (const line of lines) {
      const key = line[fields[threshold.group_by]];
      if (line['event.action'] !== 'ssh_failed' || key === undefined) continue;
      const value = threshold.distinct_field === null ? undefined : line[fields[threshold.distinct_field]];
      const times = threshold.count_repeated_as_many ? Number(line['event.repeat'] ?? 1) : 1;
      const occurrence = {
        at: Date.parse(String(line['@timestamp'])),
        times,
        values: value === undefined ? [] : [String(value)],
      };
      groups.set(String(key), [...(groups.get(String(key)) ?? []), occurrence]);
    }
    const tried = rule({
      counted: threshold.distinct_field === null ? 'occurrences' : 'values',
      threshold: threshold.threshold_gte,
      spanMs: threshold.window_s * 1_000,
      maxBurstMs: Infinity,
    });
    const fired = [...groups].flatMap(([group, occurrences]) => {
      const [burst] = findBursts(occurrences, tried);
      return burst ? [[group, new Date(burst.crossing.at).toISOString()]] : [];
    });
    const expected = Object.entries(threshold.must_fire).map(([group, { first_cross_ts }]) => [
      group,
      new Date(first_cross_ts).toISOString(),
    ]);
    expect(threshold.ambiguous_boundary ?? []).toEqual([]);
    expect(fired.sort()).toEqual(expected.sort());
  });
});
