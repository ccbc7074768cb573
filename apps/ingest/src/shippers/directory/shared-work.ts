import { setTimeout as wait } from 'node:timers/promises';

/** Work that many want done and that is done once for all of them, with a pause between two times. */
export class SharedWork {
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private endedAt = Number.NEGATIVE_INFINITY;

  /** @param work must not throw. */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  /** Resolves after a time that began after this call; all who call before it begins share it. */
  run(): Promise<void> {
    this.next ??= this.running.then(() => this.begin());
    return this.next;
  }

  private async begin(): Promise<void> {
    const pause = this.endedAt + this.pauseMs - performance.now();
    if (pause > 0) await wait(pause, undefined, { ref: false });
    this.running = this.next ?? this.running;
    this.next = undefined;
    await this.work();
    this.endedAt = performance.now();
  }
}
