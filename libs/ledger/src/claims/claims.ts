import type { Claim, FrontendRun } from './claim';

/** What front ends say they accepted, kept as long as receipts are. */
export abstract class Claims {
  /** Resolves when all is durable. Safe to repeat. An earlier run of the same front end that says nothing any more is sealed. */
  abstract state(run: FrontendRun, claims: readonly Claim[]): Promise<void>;

  /**
   * The batch is put behind later ones, so it is not missed because these have arrived. Safe to repeat. How old it is is told by the
   * clock of the ledger, from when it heard of the batch.
   * @returns false when it is younger than that, or the front end has not said yet that it accepted it.
   */
  abstract setAside(claim: string, olderThanMs: number): Promise<boolean>;

  /** It is not put behind later ones after all. Safe to repeat. */
  abstract takeBack(claim: string): Promise<void>;

  /** Deletes what was accepted before that time, little by little. @returns how many claims. */
  abstract deleteBefore(time: Date): Promise<number>;
}
