import { performance } from 'node:perf_hooks';

/** A point on the monotonic clock by which something must be done. */
export class Deadline {
  private readonly at: number;

  constructor(limitMs: number) {
    this.at = performance.now() + limitMs;
  }

  get remainingMs(): number {
    return Math.max(0, this.at - performance.now());
  }

  /** What the work comes to, or at the deadline the error; the work itself goes on. */
  async race<T>(work: Promise<T>, tooLate: () => Error): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(tooLate()), this.remainingMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
