import type { Plan } from '@tocsin/query';

import type { Steps } from '../steps/steps';
import { witnessOf, type Atom, type Commonness } from './witness';

/** A field that is merely there says little. */
const PRESENT = 5_000;
/** What a text loses by being short: three characters stand in nearly every command line, and short values are words such as GET. */
const SHORTNESS = { value: 400, part: 60, word: 60 } as const;

/** Guesses from the rules themselves: a text that many of them look for is one that many events have, and so is a short one. */
export function* commonnessAmong(plans: readonly Plan[]): Steps<Commonness> {
  const uses = new Map<string, number>();
  const count: Commonness = (atom) => {
    const key = keyOf(atom);
    uses.set(key, (uses.get(key) ?? 0) + 1);
    return 0;
  };
  for (const plan of plans) {
    witnessOf(plan, count);
    yield;
  }
  return (atom) => weigh(atom, uses.get(keyOf(atom)) ?? 0);
}

function weigh(atom: Atom, uses: number): number {
  if (atom.kind === 'present') return PRESENT;
  return (1 + uses) * (1 + SHORTNESS[atom.kind] / (1 + atom.text.length ** 2));
}

function keyOf(atom: Atom): string {
  return atom.kind === 'present' ? '' : `${atom.kind === 'word' ? '' : atom.field}\0${atom.text}`;
}
