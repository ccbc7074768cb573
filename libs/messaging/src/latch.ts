/** One sleeper that many may wake. A call to `wake` before `wait` is remembered, so no work is slept over. */
export class Latch {
  private isWoken = false;
  private onWake: (() => void) | undefined;

  wake(): void {
    this.isWoken = true;
    this.onWake?.();
  }

  /** Resolves when woken, or after the given time. */
  async wait(ms: number): Promise<void> {
    if (!this.isWoken) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.onWake = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.onWake = undefined;
    }
    this.isWoken = false;
  }
}
