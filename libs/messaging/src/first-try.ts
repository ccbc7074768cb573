import type { Deadline } from './deadline';

/** Lets callers wait for the outcome of the first attempt to connect, and for no later one. */
export class FirstTry {
  private readonly over: Promise<void>;
  private resolve!: () => void;

  constructor() {
    this.over = new Promise((resolve) => (this.resolve = resolve));
  }

  /** The attempt succeeded or failed. */
  end(): void {
    this.resolve();
  }

  /** Resolves when the first attempt is over, or at the deadline. */
  async wait(deadline: Deadline): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, deadline.remainingMs)));
    await Promise.race([this.over, tooLate]);
    clearTimeout(timer);
  }
}
