/** One batch as its front end numbered it. */
export interface Claim {
  /** As the batch carries it: run of the front end, `-`, number. */
  readonly claim: string;
  readonly batchId: string;
  readonly source: string;
  readonly events: number;
  readonly acceptedAt: Date;
  /** The sender was told that it was not accepted. Should it be in the queue all the same, it counts. */
  readonly isVoid: boolean;
}

/** A run of a front end, and how far it has said everything. */
export interface FrontendRun {
  readonly instance: string;
  readonly frontend: string;
  readonly startedAt: Date;
  /** Of every number up to this one it is stated what became of it. */
  readonly statedThrough: number;
  /** It ends now, and accepts nothing any more. */
  readonly isEnding: boolean;
}
