import { Injectable } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { RuleCounts } from '@tocsin/rules';

/** What the last run of the scheduled rules came to, for people and their monitoring. */
@Injectable()
export class DetectionState {
  private readonly runs;
  private readonly signals;
  private readonly seconds;
  private trouble = '';
  private readonly brokenRules = new Map<string, string>();

  constructor(
    metrics: Metrics,
    checks: ReadinessChecks,
    private readonly counts: RuleCounts,
  ) {
    this.runs = metrics.counter('tocsin_scheduled_runs_total', 'Runs of the scheduled rules.', ['outcome']);
    this.signals = metrics.counter('tocsin_scheduled_signals_total', 'Signals that scheduled rules raised or amended.');
    this.seconds = metrics.histogram(
      'tocsin_scheduled_run_seconds',
      'Time a run of all scheduled rules takes.',
      [0.1, 0.5, 1, 5, 10, 60, 300],
    );
    checks.add('scheduled_detection', () => Promise.resolve(this.check()));
  }

  done(seconds: number): void {
    this.trouble = '';
    this.runs.inc({ outcome: 'done' });
    this.seconds.observe(seconds);
  }

  /** Another instance is at it. */
  elsewhere(): void {
    this.trouble = '';
    this.runs.inc({ outcome: 'elsewhere' });
  }

  failed(reason: string): void {
    this.trouble = `Scheduled rules wait, and go on from where they were: ${reason}`;
    this.runs.inc({ outcome: 'failed' });
  }

  /** A rule found something; one in the shadow raised nothing with it. */
  found(ruleId: string, signals: number, isShadow: boolean): void {
    if (!isShadow) this.signals.inc(signals);
    if (signals > 0) this.counts.add(ruleId, { isShadow, times: signals });
  }

  /** Answers whether this is news. */
  ruleBroken(ruleId: string, reason: string): boolean {
    const isNews = this.brokenRules.get(ruleId) !== reason;
    this.brokenRules.set(ruleId, reason);
    return isNews;
  }

  ruleRan(ruleId: string): void {
    this.brokenRules.delete(ruleId);
  }

  /** One rule that cannot be run does not make the others less ready. */
  private check(): { ok: boolean; detail: string } {
    const broken = [...this.brokenRules].map(([rule, reason]) => `Rule ${rule} cannot be run: ${reason}`);
    return { ok: this.trouble === '', detail: [this.trouble, ...broken].filter((line) => line !== '').join(' ') };
  }
}
