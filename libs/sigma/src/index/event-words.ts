import type { Steps } from '../steps/steps';
import type { FoldedEvent } from './folded-event';
import { PartIndex } from './text-index';

/** Which of all the words that rules look for anywhere stand in an event: looked for once, whichever rules ask. */
export class EventWords {
  private readonly numbers = new Map<string, number>();
  private readonly index = new PartIndex();
  private readonly found = new Set<number>();
  private isLookedFor = false;

  constructor(private readonly event: FoldedEvent) {}

  /** The number by which a word is told. */
  numberOf(word: string): number {
    const number = this.numbers.get(word) ?? this.numbers.size;
    if (number === this.numbers.size) {
      this.numbers.set(word, number);
      this.index.add(word, number);
    }
    return number;
  }

  /** To be called when all are known. */
  build(): Steps<void> {
    return this.index.build();
  }

  /** Another event has been taken up. */
  forget(): void {
    this.isLookedFor = false;
  }

  of(): ReadonlySet<number> {
    if (this.isLookedFor) return this.found;
    this.found.clear();
    for (const text of this.event.texts()) this.index.find(text, (word) => this.found.add(word));
    this.isLookedFor = true;
    return this.found;
  }
}
