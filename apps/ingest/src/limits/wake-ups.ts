/** Lets many wait for something to change. */
export class WakeUps {
  private readonly waiting = new Set<() => void>();

  /** Resolves at the next call of `wake`, or after that time. */
  wait(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.waiting.add(done);
    });
  }

  wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
