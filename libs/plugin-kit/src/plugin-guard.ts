import type { PluginManifest } from './plugin-manifest';

/** What a guard is told of one pass over a batch. */
export interface PassFigures {
  /** Events the plug-in had something to do with, failures included. */
  readonly claimed: number;
  readonly failed: number;
  readonly shown: number;
  readonly seconds: number;
}

const MIN_SAMPLE = 100;
const WORST_SHARE = 0.5;
const SLOW_PASSES = 3;
/** A short pass says nothing: the machine may have done something else meanwhile. */
const MIN_SLOW_SECONDS = 0.05;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;
const HANGS_ALLOWED = 3;

/**
 * Passes a plug-in over that keeps failing or keeps costing far too much, so that the others do not suffer; tries it again after a
 * pause that doubles while it is no better. One that may not be left out (its policy is to park) is never passed over.
 */
export class PluginGuard {
  /** Why the plug-in is passed over; empty while it is not. */
  reason = '';
  private claimed = 0;
  private failed = 0;
  private slowPasses = 0;
  private hangs = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private closedUntil = 0;
  private isOnTrial = false;

  constructor(
    private readonly manifest: Pick<PluginManifest, 'onFailure' | 'budgetMicros'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the plug-in is to be passed over. After the pause the next batch is a trial. */
  get isBypassed(): boolean {
    if (this.reason === '') return false;
    if (this.now() < this.closedUntil) return true;
    this.isOnTrial = true;
    return false;
  }

  note(figures: PassFigures): void {
    if (figures.shown === 0) return;
    const trouble = this.troubleOf(figures);
    if (trouble !== '') this.bypass(trouble);
    else if (this.isOnTrial) this.restore();
  }

  /** It had to be stopped in the middle of an event. */
  noteHang(seconds: number): void {
    this.hangs += 1;
    if (this.hangs >= HANGS_ALLOWED || this.isOnTrial)
      this.bypass(`it did not end within ${seconds} s, ${this.hangs} times`);
  }

  private troubleOf({ claimed, failed, shown, seconds }: PassFigures): string {
    this.claimed += claimed;
    this.failed += failed;
    const micros = (seconds * 1e6) / shown;
    const isSlow = seconds >= MIN_SLOW_SECONDS && micros > this.manifest.budgetMicros;
    this.slowPasses = isSlow ? this.slowPasses + 1 : 0;
    if (this.slowPasses >= SLOW_PASSES || (isSlow && this.isOnTrial))
      return `it takes ${Math.round(micros)} µs for an event, more than the ${this.manifest.budgetMicros} it may`;
    if (this.claimed < MIN_SAMPLE && !this.isOnTrial) return '';
    const share = this.claimed === 0 ? 0 : this.failed / this.claimed;
    const counted = `it failed on ${this.failed} of ${this.claimed} events`;
    this.claimed = 0;
    this.failed = 0;
    return share >= WORST_SHARE ? counted : '';
  }

  private bypass(reason: string): void {
    if (this.manifest.onFailure === 'park') return;
    this.pauseMs = this.isOnTrial ? Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    this.reason = reason;
    this.closedUntil = this.now() + this.pauseMs;
    this.isOnTrial = false;
    this.slowPasses = 0;
  }

  private restore(): void {
    this.reason = '';
    this.isOnTrial = false;
    this.hangs = 0;
  }
}
