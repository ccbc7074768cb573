import type { Deadline } from './deadline';

interface Waiter {
  readonly admit: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Bounds how many things are under way at once. Who finds it full waits in a line that is bounded too, first come first served. */
export class Gate {
  private readonly line: Waiter[] = [];
  private free: number;

  constructor(
    width: number,
    private readonly maxWaiting: number,
  ) {
    this.free = width;
  }

  /**
   * Resolves when there is room; whoever enters must `leave`.
   * @throws {Error} made by `refuse` when the line is full or the deadline passes.
   */
  enter(deadline: Deadline, refuse: (why: string) => Error): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    if (this.line.length >= this.maxWaiting) return Promise.reject(refuse(`${this.maxWaiting} are waiting already`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.line.splice(this.line.indexOf(waiter), 1);
        reject(refuse('no room in time'));
      }, deadline.remainingMs);
      const waiter: Waiter = { admit: resolve, timer };
      this.line.push(waiter);
    });
  }

  leave(): void {
    const next = this.line.shift();
    if (!next) {
      this.free += 1;
      return;
    }
    clearTimeout(next.timer);
    next.admit();
  }
}
