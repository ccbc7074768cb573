import { accountedFor, type BatchOutcome } from '@tocsin/ledger';

import type { AcceptedBatch } from '../../batches/accepted-batches';

/** How far a batch, or a receipt of several, has come. */
export type ReceiptState = 'queued' | 'partly' | 'done';

/** Events by what became of them; `accepted` is the sum of all others. */
export interface EventCounts {
  readonly accepted: number;
  readonly queued: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly parked: number;
  /** By the rule that dropped them. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** A batch that is not known here may still be queued, so nothing is said of its events. */
export type BatchStatus = { readonly id: string } & (
  ({ readonly state: ReceiptState } & EventCounts) | { readonly state: 'unknown' }
);

/** What became of the events of a request. Without `accepted` when some of its batches are not known. */
export interface ReceiptStatus extends Omit<EventCounts, 'accepted'> {
  readonly receipt: string;
  readonly state: ReceiptState;
  readonly accepted?: number;
  readonly batches: readonly BatchStatus[];
}

/**
 * What is known of one batch. Each acceptance that is recorded is accounted for to the last event; one that is not is queued.
 * @param accepted acceptances this front end remembers.
 * @param outcomes what the pipeline has recorded, for acceptances of any front end.
 */
export function batchStatus(
  id: string,
  accepted: readonly AcceptedBatch[],
  outcomes: readonly BatchOutcome[],
): BatchStatus {
  const recorded = new Set(outcomes.map(({ claim }) => claim));
  const waiting = accepted.filter(({ claim }) => !recorded.has(claim));
  if (waiting.length + outcomes.length === 0) return { id, state: 'unknown' };
  const queued = waiting.reduce((sum, { events }) => sum + events, 0);
  const counts = total(outcomes);
  return {
    id,
    state: stateOf(waiting.length > 0, outcomes.length > 0),
    ...counts,
    accepted: counts.accepted + queued,
    queued,
  };
}

/** All batches of a receipt together; `undefined` when none of them is known. */
export function receiptStatus(batches: readonly BatchStatus[]): ReceiptStatus | undefined {
  const known = batches.filter((batch) => batch.state !== 'unknown');
  if (known.length === 0) return undefined;
  const { accepted, ...counts } = total(known);
  const isComplete = known.length === batches.length;
  return {
    receipt: batches.map(({ id }) => id).join(','),
    state: stateOf(
      !isComplete || known.some(({ state }) => state !== 'done'),
      known.some(({ state }) => state !== 'queued'),
    ),
    ...(isComplete ? { accepted } : {}),
    ...counts,
    batches,
  };
}

function stateOf(isWaiting: boolean, isRecorded: boolean): ReceiptState {
  if (!isWaiting) return 'done';
  return isRecorded ? 'partly' : 'queued';
}

type Counted = Pick<EventCounts, 'stored' | 'duplicate' | 'parked' | 'dropped'> & { readonly queued?: number };

function total(all: readonly Counted[]): EventCounts {
  const sum = { queued: 0, stored: 0, duplicate: 0, parked: 0 };
  const dropped = new Map<string, number>();
  for (const one of all) {
    sum.queued += one.queued ?? 0;
    sum.stored += one.stored;
    sum.duplicate += one.duplicate;
    sum.parked += one.parked;
    for (const [rule, count] of Object.entries(one.dropped)) dropped.set(rule, (dropped.get(rule) ?? 0) + count);
  }
  const counts = { ...sum, dropped: Object.fromEntries(dropped) };
  return { accepted: sum.queued + accountedFor(counts), ...counts };
}
