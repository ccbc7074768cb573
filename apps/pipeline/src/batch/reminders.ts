const REMIND_MS = 60_000;

/** Keeps a log readable while something fails a thousand times a second: each matter is due once a minute. */
export class Reminders {
  private readonly next = new Map<string, number>();

  isDue(matter: string): boolean {
    const now = performance.now();
    if (now < (this.next.get(matter) ?? 0)) return false;
    this.next.set(matter, now + REMIND_MS);
    return true;
  }
}
