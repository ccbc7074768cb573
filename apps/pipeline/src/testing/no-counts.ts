import { SystemClock } from '@tocsin/clock';
import { RuleCounts } from '@tocsin/rules';
import type { DataSource } from 'typeorm';

/** Counts of rules that are never written. */
export function noCounts(): RuleCounts {
  return new RuleCounts({ isInitialized: false } as DataSource, new SystemClock());
}
