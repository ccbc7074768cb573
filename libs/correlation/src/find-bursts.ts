import { CountWindow, type Counted, type Occurrence } from './count-window';

/** A count that must be reached within a span of event time. */
export interface WindowRule {
  readonly counted: Counted;
  /** At least 1. */
  readonly threshold: number;
  /** Two occurrences belong to one window when they are less than this apart. */
  readonly spanMs: number;
  /** A burst that has lasted this long ends, and what follows is another; at least the span. */
  readonly maxBurstMs: number;
}

/** A time during which the count was reached again and again without a pause of a whole span. */
export interface Burst<T extends Occurrence> {
  /** First occurrence of the window in which the count was first reached. */
  readonly first: T;
  /** The occurrence that reached it first. */
  readonly crossing: T;
  /** The last occurrence at which it was still reached. */
  readonly last: T;
  /** Every occurrence from first to last, in time order. */
  readonly occurrences: readonly T[];
  /** The highest count of any window in it. */
  readonly peak: number;
}

interface OpenBurst {
  readonly from: number;
  readonly crossing: number;
  to: number;
  peak: number;
}

/**
 * Slides a window of event time over the occurrences of one group and answers its bursts, in time order. The window that ends
 * with an occurrence holds what happened less than the span before it; where it holds enough, the count is reached.
 * Occurrences that come later but lie earlier can make a burst begin earlier, last longer or swallow another, never go away.
 * @param occurrences in time order.
 */
export function findBursts<T extends Occurrence>(occurrences: readonly T[], rule: WindowRule): Burst<T>[] {
  const window = new SlidingWindow(occurrences, rule);
  const bursts: OpenBurst[] = [];
  for (const [to, { at }] of occurrences.entries()) {
    window.moveTo(to);
    if (window.count < rule.threshold) continue;
    const open = bursts.at(-1);
    if (!open || at - occurrences[open.to]!.at >= rule.spanMs) {
      bursts.push({ from: window.from, crossing: to, to, peak: window.count });
    } else if (at - occurrences[open.from]!.at <= rule.maxBurstMs) {
      open.to = to;
      open.peak = Math.max(open.peak, window.count);
    } else {
      // What the ended burst counted is not counted again.
      window.dropBefore(open.to + 1);
      if (window.count >= rule.threshold) bursts.push({ from: window.from, crossing: to, to, peak: window.count });
    }
  }
  return bursts.map((burst) => close(burst, occurrences));
}

/** The occurrences less than a span before the one it was moved to, and how many they count. */
class SlidingWindow<T extends Occurrence> {
  /** Index of the first occurrence inside. */
  from = 0;
  private readonly counting: CountWindow;

  constructor(
    private readonly occurrences: readonly T[],
    private readonly rule: WindowRule,
  ) {
    this.counting = new CountWindow(rule.counted);
  }

  get count(): number {
    return this.counting.count;
  }

  moveTo(index: number): void {
    const entering = this.occurrences[index]!;
    this.counting.enter(entering);
    while (entering.at - this.occurrences[this.from]!.at >= this.rule.spanMs) this.dropBefore(this.from + 1);
  }

  dropBefore(index: number): void {
    for (; this.from < index; this.from++) this.counting.leave(this.occurrences[this.from]!);
  }
}

function close<T extends Occurrence>({ from, crossing, to, peak }: OpenBurst, occurrences: readonly T[]): Burst<T> {
  return {
    first: occurrences[from]!,
    crossing: occurrences[crossing]!,
    last: occurrences[to]!,
    occurrences: occurrences.slice(from, to + 1),
    peak,
  };
}
