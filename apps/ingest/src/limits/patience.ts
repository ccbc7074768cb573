/** How long one request may still be kept waiting before it has to be answered, whatever for. */
export class Patience {
  private spentMs = 0;

  constructor(private readonly fullMs: number) {}

  get leftMs(): number {
    return Math.max(0, this.fullMs - this.spentMs);
  }

  spend(ms: number): void {
    this.spentMs += ms;
  }

  /** Something of the request has become durable, and its sender sees that it goes on. */
  renew(): void {
    this.spentMs = 0;
  }
}
