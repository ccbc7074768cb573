import { Spool, SpoolUnavailable, type SpooledBatch, type SpoolUsage } from './spool';

/** Takes the spool's place where there is none: switched off, or its folder cannot be used. */
export class NoSpool extends Spool {
  readonly isEmpty = true;
  readonly isFull = false;
  readonly usage: SpoolUsage = { batches: 0, events: 0, bytes: 0, maxBytes: 0 };

  constructor(readonly problem: string) {
    super();
  }

  append(): Promise<void> {
    return Promise.reject(new SpoolUnavailable(this.problem));
  }

  next(): Promise<SpooledBatch | undefined> {
    return Promise.resolve(undefined);
  }

  settle(): void {
    throw new Error('Nothing was given out.');
  }

  rewind(): void {
    // Nothing was given out.
  }

  async change(limitMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, limitMs).unref());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
