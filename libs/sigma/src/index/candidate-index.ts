import type { Plan } from '@tocsin/query';

import type { Steps } from '../steps/steps';
import { commonnessAmong } from './commonness';
import type { EventWords } from './event-words';
import type { FoldedEvent } from './folded-event';
import { addTo, FieldIndex } from './text-index';
import { witnessOf, type Atom, type Witness } from './witness';

/** Finds which of many conditions an event may meet: those whose witness it shows, and those without one. */
export class CandidateIndex {
  private readonly always: number[] = [];
  private readonly fields = new Map<string, FieldIndex>();
  private readonly byWord = new Map<number, number[]>();
  /** The turn in which a condition was found last. */
  private readonly foundIn: Float64Array;
  private turn = 0;

  private constructor(
    size: number,
    private readonly event: FoldedEvent,
    private readonly words: EventWords,
  ) {
    this.foundIn = new Float64Array(size);
  }

  /** @param plans the conditions; they are told by their positions. */
  static *of(plans: readonly Plan[], event: FoldedEvent, words: EventWords): Steps<CandidateIndex> {
    const index = new CandidateIndex(plans.length, event, words);
    const commonness = yield* commonnessAmong(plans);
    for (const [item, plan] of plans.entries()) {
      index.add(witnessOf(plan, commonness), item);
      yield;
    }
    for (const field of index.fields.values()) yield* field.build();
    return index;
  }

  /** Tells each condition that the event at hand may meet, once. */
  find(candidate: (item: number) => void): void {
    this.turn += 1;
    const visit = (item: number): void => {
      if (this.foundIn[item] === this.turn) return;
      this.foundIn[item] = this.turn;
      candidate(item);
    };
    for (const item of this.always) candidate(item);
    for (const field of this.fields.values()) field.find(this.event.of(field.field), visit);
    if (this.byWord.size > 0) for (const word of this.words.of()) this.byWord.get(word)?.forEach(visit);
  }

  private add(witness: Witness | undefined, item: number): void {
    if (witness === undefined) this.always.push(item);
    else for (const atom of witness) this.addAtom(atom, item);
  }

  private addAtom(atom: Atom, item: number): void {
    if (atom.kind === 'word') addTo(this.byWord, this.words.numberOf(atom.text), item);
    else if (atom.kind === 'present') this.field(atom.field).addPresent(item);
    else if (atom.kind === 'value') this.field(atom.field).addValue(atom.text, item);
    else this.field(atom.field).addPart(atom.text, item);
  }

  private field(name: string): FieldIndex {
    const known = this.fields.get(name) ?? new FieldIndex(this.event.numberOf(name));
    this.fields.set(name, known);
    return known;
  }
}
