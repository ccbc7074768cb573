import type { Sighting } from './sighting';

/**
 * What became of the events of a batch that was accepted: {@link accountedFor} them all, none twice. `stored` and `duplicate`
 * together are in the store; a duplicate was there before, sent earlier or written by a worker that died before it could say so.
 */
export interface BatchOutcome {
  readonly batchId: string;
  /** Which acceptance of the batch; empty when its front end counted none. */
  readonly claim: string;
  readonly source: string;
  /** When the front end took it. */
  readonly receivedAt?: Date;
  /** Events of the batch. */
  readonly events: number;
  /** What was seen in the events; kept with the outcome the first time the batch ends, and only then. */
  readonly sightings?: readonly Sighting[];
  /** Events that the store has because of this batch and keeps; not {@link stored}, for lines are split and joined, and states replaced. */
  readonly documents?: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly parked: number;
  /** Events by the name of the rule that dropped them. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Events whose whereabouts an outcome tells; must be all the batch has. */
export function accountedFor(counts: Pick<BatchOutcome, 'stored' | 'duplicate' | 'parked' | 'dropped'>): number {
  const { stored, duplicate, parked, dropped } = counts;
  return Object.values(dropped).reduce((sum, count) => sum + count, stored + duplicate + parked);
}
