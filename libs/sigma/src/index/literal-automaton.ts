import type { Steps } from '../steps/steps';

/** A trie while it is built: transitions by character code. */
interface TrieNode {
  readonly next: Map<number, number>;
  literal: number;
}

/** Characters beyond ASCII are not told apart: a rule that is tried in vain costs less than a column for each of them. */
const BEYOND_ASCII = 128;

/** Each of these takes about a millisecond. */
const LITERALS_A_STEP = 128;
const STATES_A_STEP = 512;
const TRANSITIONS_A_STEP = 131_072;

/** The text as automata see it: texts that are the same here are found together. */
export function asSeen(text: string): string {
  return text.replace(/[^\0-\x7f]/g, String.fromCharCode(BEYOND_ASCII));
}

/**
 * Finds which of many texts stand in another one, in one pass over it whatever their number: the automaton of Aho and Corasick, with
 * every transition worked out beforehand, on typed arrays.
 */
export class LiteralAutomaton {
  private readonly classes = new Uint8Array(BEYOND_ASCII + 1);
  private readonly classCount: number;
  /**
   * For each state a row: the row that follows on a character of each class. Rows of states in which literals end are given as their
   * complement, which is negative: most characters need nothing but this array.
   */
  private readonly transitions: Int32Array;
  /** By state: position of the literal that ends there, plus one; 0 for none. */
  private readonly literals: Int32Array;
  /** By state: the longest shorter suffix in which a literal ends; 0 for none. */
  private readonly shorter: Int32Array;
  private readonly shortest: number;

  private constructor(literals: readonly string[], trie: readonly TrieNode[]) {
    this.shortest = literals.reduce((least, { length }) => Math.min(least, length), Infinity);
    const codes = new Set(literals.join(''));
    this.classCount = 1 + codes.size;
    for (const [position, code] of [...codes].entries()) this.classes[code.charCodeAt(0)] = position + 1;
    this.literals = Int32Array.from(trie, ({ literal }) => literal);
    this.shorter = new Int32Array(trie.length);
    this.transitions = new Int32Array(trie.length * this.classCount);
  }

  /** @param literals each once {@link asSeen}, none of them empty. */
  static *of(literals: readonly string[]): Steps<LiteralAutomaton> {
    const trie = yield* trieOf(literals);
    const automaton = new LiteralAutomaton(literals, trie);
    yield* automaton.link(trie);
    return automaton;
  }

  /** Tells the position of each literal that stands in the text; of one that stands there often, often. */
  find(text: string, found: (literal: number) => void): void {
    if (text.length < this.shortest) return;
    const { classes, transitions } = this;
    let row = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      row = transitions[row + classes[code < BEYOND_ASCII ? code : BEYOND_ASCII]!]!;
      if (row < 0) {
        row = ~row;
        this.tell(row / this.classCount, found);
      }
    }
  }

  private tell(state: number, found: (literal: number) => void): void {
    const { literals, shorter } = this;
    for (let end = literals[state] ? state : shorter[state]!; end !== 0; end = shorter[end]!) found(literals[end]! - 1);
  }

  /** Breadth first, so that what a state falls back to is complete before it is needed. */
  private *link(trie: readonly TrieNode[]): Steps<void> {
    const { classCount, classes, literals, shorter, transitions: states } = this;
    const fallback = new Int32Array(trie.length);
    const queue = [0];
    for (const [linked, state] of queue.entries()) {
      if (linked % STATES_A_STEP === 0) yield;
      const back = fallback[state]!;
      const row = state * classCount;
      if (state !== 0) states.copyWithin(row, back * classCount, (back + 1) * classCount);
      shorter[state] = literals[back] ? back : shorter[back]!;
      for (const [code, child] of trie[state]!.next) {
        const at = row + classes[code]!;
        fallback[child] = states[at]!;
        states[at] = child;
        queue.push(child);
      }
    }
    for (let at = 0; at < states.length; at++) {
      if (at % TRANSITIONS_A_STEP === 0) yield;
      const state = states[at]!;
      states[at] = literals[state] || shorter[state] ? ~(state * classCount) : state * classCount;
    }
  }
}

function* trieOf(literals: readonly string[]): Steps<TrieNode[]> {
  const trie: TrieNode[] = [{ next: new Map(), literal: 0 }];
  for (const [position, literal] of literals.entries()) {
    if (position % LITERALS_A_STEP === 0) yield;
    let state = 0;
    for (let at = 0; at < literal.length; at++) state = step(trie, state, literal.charCodeAt(at));
    trie[state]!.literal = position + 1;
  }
  return trie;
}

function step(trie: TrieNode[], state: number, code: number): number {
  const { next } = trie[state]!;
  const known = next.get(code);
  if (known !== undefined) return known;
  next.set(code, trie.length);
  return trie.push({ next: new Map(), literal: 0 }) - 1;
}
