import type { EventPatch, FieldValue } from '@tocsin/event-model';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

import type { AddressFacts } from './address-facts';
import type { DatabaseFile } from './database-file';

/** Ends of a connection that ECS knows places and networks of. */
export const ENDS = ['source', 'destination', 'client', 'server'] as const;
type End = (typeof ENDS)[number];

/** What is known of an address: of its place and of its network. */
interface Answer {
  readonly families: readonly AddressFacts[];
  readonly patches: Partial<Record<End, readonly EventPatch[]>>;
}

const NO_ANSWER: Answer = { families: [], patches: {} };
const FAMILIES = ['geo.', 'as.'];

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

  /** What to set at an end of a connection for the address that stands there: of its place, of its network. */
  patchesFor(end: End, address: string): readonly EventPatch[] {
    const { families, patches } = this.answerFor(address);
    return (patches[end] ??= families.map((facts) => under(end, facts)));
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
    const facts: Record<string, FieldValue> = {};
    for (const file of this.files) Object.assign(facts, file.factsOf(parsed.toString()));
    const families = FAMILIES.map((prefix) => startingWith(prefix, facts));
    return { families: families.filter((family) => Object.keys(family).length > 0), patches: {} };
  }
}

function startingWith(prefix: string, facts: AddressFacts): AddressFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name.startsWith(prefix)));
}

function under(end: End, facts: AddressFacts): EventPatch {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${end}.${name}`, value]));
}
