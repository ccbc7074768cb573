import type { Plan } from '@tocsin/query';

import { witnessOf, type Atom, type Commonness } from './witness';

/** A field that is merely there says little. */
const PRESENT = 2_000;
const BASE = 4;
/** What a text loses by being short: three characters stand in nearly every command line. */
const SHORTNESS = 60;

/** Guesses from the rules themselves: a text that many of them look for is one that many events have, and so is a short one. */
export function commonnessAmong(plans: readonly Plan[]): Commonness {
  const uses = new Map<string, number>();
  const count: Commonness = (atom) => {
    const key = keyOf(atom);
    uses.set(key, (uses.get(key) ?? 0) + 1);
    return 0;
  };
  for (const plan of plans) witnessOf(plan, count);
  return (atom) => weigh(atom, uses.get(keyOf(atom)) ?? 0);
}

function weigh(atom: Atom, uses: number): number {
  if (atom.kind === 'present') return PRESENT;
  const frequency = BASE + uses;
  return atom.kind === 'value' ? frequency : frequency * (1 + SHORTNESS / atom.text.length ** 2);
}

function keyOf(atom: Atom): string {
  return atom.kind === 'present' ? '' : `${atom.kind === 'word' ? '' : atom.field}\0${atom.text}`;
}
