import type { Occurrence } from './count-window';
import type { Burst } from './find-bursts';

/** A burst that was told of before: under which id, and when it was in event time. */
export interface KnownBurst {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** A burst with the id it is told of by. */
export interface IdentifiedBurst<T extends Occurrence> {
  readonly id: string;
  readonly burst: Burst<T>;
}

/**
 * Gives each burst its id. A burst that overlaps one told of before is that one, grown by what came late, and keeps its id;
 * where it overlaps several, the earliest. A new one is named by the span its crossing falls into, counted from the epoch: two
 * bursts never cross in one span, and evaluating the same occurrences again gives the same name.
 * @param name makes an id of the number of that span.
 */
export function identifyBursts<T extends Occurrence>(
  bursts: readonly Burst<T>[],
  known: readonly KnownBurst[],
  { spanMs, name }: { readonly spanMs: number; readonly name: (bucket: number) => string },
): IdentifiedBurst<T>[] {
  const unclaimed = [...known].sort((left, right) => left.from - right.from);
  return bursts.map((burst) => {
    const index = unclaimed.findIndex(({ from, to }) => from <= burst.last.at && to >= burst.first.at);
    const [grown] = index < 0 ? [] : unclaimed.splice(index, 1);
    return { id: grown?.id ?? name(Math.floor(burst.crossing.at / spanMs)), burst };
  });
}
