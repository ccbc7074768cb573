import type { EventPatch } from '@tocsin/event-model';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

import type { DatabaseFile } from './database-file';

/** Ends of a connection that ECS knows places and networks of. */
export const ENDS = ['source', 'destination', 'client', 'server'] as const;
type End = (typeof ENDS)[number];

/** What is known of an address, and the patches made of it so far. */
interface Answer {
  readonly facts: readonly (readonly [string, EventPatch[string]])[];
  readonly patches: Partial<Record<End, EventPatch>>;
}

export const NOTHING: EventPatch = {};
const NO_ANSWER: Answer = { facts: [], patches: {} };

/** What databases know of addresses, with answers remembered until one of them is replaced. */
export class GeoLookup {
  private readonly answers: LRUCache<string, Answer>;
  private generation = 0;

  constructor(
    private readonly files: readonly DatabaseFile[],
    cacheEntries: number,
  ) {
    this.answers = new LRUCache({ max: cacheEntries });
  }

  /** What to set at an end of a connection for the address that stands there. */
  patchFor(end: End, address: string): EventPatch {
    const { facts, patches } = this.answerFor(address);
    if (facts.length === 0) return NOTHING;
    return (patches[end] ??= Object.fromEntries(facts.map(([name, value]) => [`${end}.${name}`, value])));
  }

  private answerFor(address: string): Answer {
    const generation = this.files.reduce((sum, file) => sum + file.generation, 0);
    if (generation !== this.generation) this.answers.clear();
    this.generation = generation;
    const known = this.answers.get(address);
    if (known !== undefined) return known;
    const answer = this.look(address);
    this.answers.set(address, answer);
    return answer;
  }

  private look(address: string): Answer {
    if (!ipaddr.isValid(address)) return NO_ANSWER;
    const parsed = ipaddr.process(address);
    // Private, reserved, multicast and the like belong to no country.
    if (parsed.range() !== 'unicast') return NO_ANSWER;
    const facts: Record<string, EventPatch[string]> = {};
    for (const file of this.files) Object.assign(facts, file.factsOf(parsed.toString()));
    const found = Object.entries(facts);
    return found.length === 0 ? NO_ANSWER : { facts: found, patches: {} };
  }
}
