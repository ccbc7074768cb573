/** Chunks of which some can be put back, to be read again. May be left and taken up again; the source stays open. */
export class Feed implements AsyncIterable<Buffer> {
  private waiting: Buffer[] = [];

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** At least so many bytes from the front, when there are so many; they are still to be read. */
  async front(bytes: number): Promise<Buffer> {
    let front = Buffer.alloc(0);
    while (front.length < bytes) {
      const next = await this.next();
      if (next === undefined) break;
      front = Buffer.concat([front, next]);
    }
    this.putBack(front);
    return front;
  }

  putBack(...chunks: readonly Buffer[]): void {
    this.waiting = [...chunks.filter(({ length }) => length > 0), ...this.waiting];
  }

  async next(): Promise<Buffer | undefined> {
    const waiting = this.waiting.shift();
    if (waiting !== undefined) return waiting;
    const next = await this.source.next();
    return next.done === true ? undefined : next.value;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (let next = await this.next(); next !== undefined; next = await this.next()) yield next;
  }
}
