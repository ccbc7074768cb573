interface Waiting<Item, Answer> {
  readonly items: readonly Item[];
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface JoinedWritesOptions {
  /** Most items of one write; more only when they were handed over together. */
  readonly maxItems: number;
  /** Writes under way at once. */
  readonly maxInFlight: number;
  /** Whether a write failed because nothing can be written now, so that writing its items apart would help nobody. */
  readonly isOutage: (error: unknown) => boolean;
}

/** Joins what waits for an engine into larger writes: the busier the engine, the larger and the cheaper per item. */
export class JoinedWrites<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private inFlight = 0;

  /** @param write answers in the order of the items. */
  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly options: JoinedWritesOptions,
  ) {}

  /** Answers in the order of the items. Throws what the write throws, to everyone whose items were in it. */
  add(items: readonly Item[]): Promise<readonly Answer[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      this.pump();
    });
  }

  private pump(): void {
    while (this.inFlight < this.options.maxInFlight && this.waiting.length > 0) {
      this.inFlight += 1;
      void this.writeJoined(this.take()).finally(() => {
        this.inFlight -= 1;
        this.pump();
      });
    }
  }

  /** The first, however large it is, and those behind it that fit. */
  private take(): Waiting<Item, Answer>[] {
    let size = 0;
    const fitting = this.waiting.findIndex(({ items }, position) => {
      size += items.length;
      return position > 0 && size > this.options.maxItems;
    });
    return this.waiting.splice(0, fitting < 0 ? this.waiting.length : fitting);
  }

  private async writeJoined(joined: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.write(joined.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, resolve } of joined) resolve(answers.slice(from, (from += items.length)));
    } catch (error) {
      if (joined.length === 1 || this.options.isOutage(error)) for (const { reject } of joined) reject(error);
      // Something in one of them breaks the write; the others must not suffer for it.
      else for (const one of joined) await this.writeJoined([one]);
    }
  }
}
