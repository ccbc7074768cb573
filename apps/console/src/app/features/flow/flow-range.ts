import type { Ledger, LedgerGrain, LedgerSum } from '@tocsin/api-contract';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time that can be shown, and in how long pieces. */
export interface FlowRange {
  readonly id: string;
  readonly label: string;
  readonly ms: number;
  readonly grain: LedgerGrain;
  readonly slotMs: number;
}

export const FLOW_RANGES: readonly FlowRange[] = [
  { id: '1h', label: 'Last hour', ms: HOUR_MS, grain: 'minute', slotMs: MINUTE_MS },
  { id: '24h', label: 'Last 24 hours', ms: DAY_MS, grain: 'minute', slotMs: 6 * MINUTE_MS },
  { id: '7d', label: 'Last 7 days', ms: 7 * DAY_MS, grain: 'hour', slotMs: HOUR_MS },
  { id: '30d', label: 'Last 30 days', ms: 30 * DAY_MS, grain: 'day', slotMs: DAY_MS },
];

export const DEFAULT_RANGE = FLOW_RANGES[1] as FlowRange;

/** What was accepted in a piece of time, and how much of it nobody explains. */
export interface FlowSlot {
  readonly from: string;
  readonly to: string;
  readonly accepted: number;
  readonly unexplained: number;
  /** Of the highest, in per cent. */
  readonly height: number;
}

/** The pieces of a range, those in which nothing was accepted too. */
export function slotsOf({ from, to, rows }: Ledger, { slotMs }: FlowRange): FlowSlot[] {
  const begin = Math.floor(Date.parse(from) / slotMs) * slotMs;
  const count = Math.ceil((Date.parse(to) - begin) / slotMs);
  const sums = Array.from({ length: count }, () => ({ accepted: 0, unexplained: 0 }));
  for (const row of rows) {
    const sum = sums[Math.floor((Date.parse(row.at ?? from) - begin) / slotMs)];
    if (sum === undefined) continue;
    sum.accepted += row.accepted;
    sum.unexplained += row.unexplained;
  }
  const most = Math.max(1, ...sums.map(({ accepted }) => accepted));
  const at = (slot: number) => new Date(begin + slot * slotMs).toISOString();
  return sums.map((sum, slot) => ({
    ...sum,
    from: at(slot),
    to: at(slot + 1),
    height: (sum.accepted / most) * 100,
  }));
}

/** The terms of the equation in the order in which they are read; `accepted` is their sum. */
export const TERMS: readonly { readonly key: Exclude<keyof LedgerSum, 'accepted'>; readonly label: string }[] = [
  { key: 'stored', label: 'Stored' },
  { key: 'duplicate', label: 'Already stored' },
  { key: 'parked', label: 'Parked' },
  { key: 'dropped', label: 'Dropped by named rule' },
  { key: 'inFlight', label: 'In flight' },
];

/** What is accepted and in none of the terms. */
export function differenceOf(sum: LedgerSum): number {
  return sum.accepted - TERMS.reduce((all, { key }) => all + sum[key], 0);
}
