import type { Steps } from '../steps/steps';
import { asSeen, LiteralAutomaton } from './literal-automaton';

type Visit = (item: number) => void;

/** Items by texts that stand somewhere in a value. */
export class PartIndex {
  private readonly items = new Map<string, number[]>();
  private automaton: LiteralAutomaton | undefined;
  private byLiteral: readonly (readonly number[])[] = [];

  add(text: string, item: number): void {
    addTo(this.items, asSeen(text), item);
  }

  /** To be called when all are added. */
  *build(): Steps<void> {
    if (this.items.size === 0) return;
    this.automaton = yield* LiteralAutomaton.of([...this.items.keys()]);
    this.byLiteral = [...this.items.values()];
    this.items.clear();
  }

  find(value: string, visit: Visit): void {
    this.automaton?.find(value, (literal) => {
      for (const item of this.byLiteral[literal]!) visit(item);
    });
  }
}

/** Items by what they ask of one field: that it is there, is a text, or holds one. */
export class FieldIndex {
  private readonly present: number[] = [];
  private readonly exact = new Map<string, number[]>();
  private readonly parts = new PartIndex();

  /** @param field by its number in the events that are asked about. */
  constructor(readonly field: number) {}

  addPresent(item: number): void {
    this.present.push(item);
  }

  addValue(text: string, item: number): void {
    addTo(this.exact, text, item);
  }

  addPart(text: string, item: number): void {
    this.parts.add(text, item);
  }

  build(): Steps<void> {
    return this.parts.build();
  }

  find(values: readonly string[], visit: Visit): void {
    if (values.length === 0) return;
    for (const item of this.present) visit(item);
    for (const value of values) {
      for (const item of this.exact.get(value) ?? []) visit(item);
      this.parts.find(value, visit);
    }
  }
}

export function addTo<K>(items: Map<K, number[]>, key: K, item: number): void {
  const known = items.get(key);
  if (known === undefined) items.set(key, [item]);
  else known.push(item);
}
