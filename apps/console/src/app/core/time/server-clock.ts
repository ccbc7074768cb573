import { computed, DestroyRef, inject, Service, signal } from '@angular/core';

/** The server's time of day, once a second: what is "today" and "ago" must not depend on a laptop that is wrong. */
@Service()
export class ServerClock {
  /** Milliseconds to add to this machine's clock. */
  private skew = 0;
  private readonly current = signal(new Date());

  /** Changes once a second. */
  readonly now = this.current.asReadonly();
  /** Changes at midnight, here or in UTC: for what shows days, so that it is not written anew every second. */
  readonly day = computed(() => `${this.current().toDateString()} ${this.current().toISOString().slice(0, 10)}`);

  constructor() {
    const timer = setInterval(() => this.tick(), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Takes the server's word for the time; the way it took to get here counts as error, well under a second. */
  adjust(serverTime: string): void {
    const server = Date.parse(serverTime);
    if (Number.isNaN(server)) return;
    this.skew = server - Date.now();
    this.tick();
  }

  private tick(): void {
    this.current.set(new Date(Date.now() + this.skew));
  }
}
