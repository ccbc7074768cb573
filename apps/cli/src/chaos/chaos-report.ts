import type { BookSum } from '@tocsin/ledger';

import { PARTS, type PartName } from './kill-plan';
import type { Whereabouts } from './whereabouts';

/** Seconds in which a part must work again; Elasticsearch reads its log first. */
const RECOVERED_S = 30;
const ELASTICSEARCH_RECOVERED_S = 90;

const JSON_KEYS = [
  'attempted',
  'acknowledged',
  'stored',
  'duplicated',
  'lost',
  'parked',
  'dropped',
  'unexplained',
  'kills',
  'recovery_s',
] as const satisfies readonly (keyof ChaosReport)[];

/** What a run of the proving ground found. All are events, where nothing else is said. */
export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  readonly attempted: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly duplicated: number;
  readonly lost: number;
  readonly parked: number;
  readonly dropped: number;
  readonly unexplained: number;
  readonly kills: Partial<Record<PartName, number>>;
  readonly recovery_s: Partial<Record<PartName, { readonly median: number; readonly max: number }>>;
  readonly not_recovered: readonly PartName[];
  readonly ledger: BookSum;
  readonly examples: readonly string[];
}

export interface Findings {
  readonly seed: number;
  readonly seconds: number;
  readonly attempted: number;
  readonly acknowledged: number;
  readonly whereabouts: Whereabouts;
  readonly ledger: BookSum;
  readonly kills: Partial<Record<PartName, number>>;
  readonly recoveries: Partial<Record<PartName, readonly number[]>>;
  readonly notRecovered: readonly PartName[];
}

export function reportOf(findings: Findings): ChaosReport {
  const { whereabouts, ledger, recoveries, notRecovered, ...rest } = findings;
  const { stored, duplicated, parked, lost, examples } = whereabouts;
  return {
    ...rest,
    stored,
    duplicated,
    // What a rule has dropped is not lost; nothing of ours is dropped by any.
    lost: Math.max(0, lost - ledger.dropped),
    parked,
    dropped: ledger.dropped,
    unexplained: ledger.unexplained + ledger.inFlight,
    recovery_s: Object.fromEntries(
      PARTS.flatMap((part) => (recoveries[part] === undefined ? [] : [[part, spread(recoveries[part])]])),
    ),
    not_recovered: notRecovered,
    ledger,
    examples,
  };
}

/** Whether the system kept its promises. */
export function isClean({ lost, duplicated, unexplained, not_recovered }: ChaosReport): boolean {
  return lost === 0 && duplicated === 0 && unexplained === 0 && not_recovered.length === 0;
}

/** For programs: the numbers alone. */
export function jsonOf(report: ChaosReport): string {
  return JSON.stringify(Object.fromEntries(JSON_KEYS.map((key) => [key, report[key]])));
}

/** Parts that took longer to come back than they should, in words. It fails nothing: the machine may be slow. */
export function slowRecoveries({ recovery_s }: Pick<ChaosReport, 'recovery_s'>): string[] {
  return PARTS.flatMap((part) => {
    const limit = part === 'elasticsearch' ? ELASTICSEARCH_RECOVERED_S : RECOVERED_S;
    const max = recovery_s[part]?.max ?? 0;
    return max <= limit ? [] : [`SLOW: ${part} took ${max.toFixed(1)} s to come back, more than ${limit} s.`];
  });
}

/** For people. */
export function describeReport(report: ChaosReport): string {
  const numbers = [
    'attempted',
    'acknowledged',
    'stored',
    'parked',
    'dropped',
    'duplicated',
    'lost',
    'unexplained',
  ] as const;
  const rows = numbers.map((name) => `  ${name.padEnd(14)}${report[name].toLocaleString('en-US').padStart(12)}`);
  const parts = PARTS.filter((part) => report.kills[part] !== undefined).map((part) => {
    const { median, max } = report.recovery_s[part] ?? { median: NaN, max: NaN };
    return `  ${part.padEnd(14)}${String(report.kills[part]).padStart(6)} kills   back after ${median.toFixed(1)} s (median), ${max.toFixed(1)} s (longest)`;
  });
  const verdict = isClean(report) ? 'Nothing is lost, doubled or unexplained.' : 'NOT as promised.';
  return [
    `seed ${report.seed}, ${report.seconds} s`,
    ...[...rows, '', ...parts, ''],
    ...report.not_recovered.map((part) => `NOT BACK: ${part}.`),
    ...[...report.examples, ...slowRecoveries(report), verdict],
  ].join('\n');
}

function spread(seconds: readonly number[]): { median: number; max: number } {
  const inOrder = seconds.toSorted((one, other) => one - other);
  return { median: inOrder[Math.floor((inOrder.length - 1) / 2)] ?? NaN, max: inOrder.at(-1) ?? NaN };
}
