import { Refusal } from '../refusal';

interface Waiter {
  readonly admit: () => void;
  readonly timer: NodeJS.Timeout;
}

export interface TurnLimits {
  /** How many have their turn at once. */
  readonly width: number;
  /** How many of one source may wait. */
  readonly maxWaiting: number;
}

/**
 * Bounds what is under way at once, and gives the turns to the sources that wait one after the other: whoever sends much waits
 * for himself, not the others for him. Of one source, first come is first served.
 */
export class Turns {
  /** The source whose turn is next stands first. */
  private readonly lines = new Map<string, Waiter[]>();
  private free: number;

  constructor(private readonly limits: TurnLimits) {
    this.free = limits.width;
  }

  /**
   * Resolves when it is the source's turn; whoever has it must `leave`.
   * @throws {Refusal} when it does not come in time.
   */
  take(source: string, limitMs: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    const line = this.lines.get(source) ?? [];
    if (line.length >= this.limits.maxWaiting) return Promise.reject(tooMuch());
    this.lines.set(source, line);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(waiter), 1);
        if (line.length === 0) this.lines.delete(source);
        reject(tooMuch());
      }, limitMs);
      const waiter: Waiter = { admit: resolve, timer };
      line.push(waiter);
    });
  }

  leave(): void {
    const [next] = this.lines;
    if (!next) {
      this.free += 1;
      return;
    }
    const [source, line] = next;
    const waiter = line.shift();
    this.lines.delete(source);
    if (line.length > 0) this.lines.set(source, line);
    clearTimeout(waiter?.timer);
    waiter?.admit();
  }
}

function tooMuch(): Refusal {
  return new Refusal('busy.bytes', 'Too much of this source is waiting for the broker. Send the same again later.');
}
