import { isDeepStrictEqual } from 'node:util';

import { Injectable, Logger } from '@nestjs/common';
import type { EventCopy } from '@tocsin/api-contract';
import { eventDay } from '@tocsin/event-model';
import { EventStore, StoreUnavailable, type StoredEvent } from '@tocsin/event-store';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { loadAlert } from '../../alerts/alert-rows';

const AT_ONCE = 10;
/** Proofs of one command; those of further alerts are copied when they are added by themselves. */
const MOST_OF_ALERTS = 1_000;
const NOT_COPIED = ' (events not copied, the store did not answer: add the alerts again)';

/** An event as it was found, for its copy. */
export interface FoundEvent extends StoredEvent {
  readonly day: string;
  /** The alert whose proof it is of, or empty. */
  readonly source: string;
}

/** Events of proofs. */
export interface ProofEvents {
  readonly events: readonly FoundEvent[];
  /** What the history says of those that could not be looked up; empty when all were. */
  readonly shortfall: string;
}

interface Wanted {
  readonly id: string;
  readonly source: string;
  readonly day?: string | undefined;
}

/** Looks up in the event store what is to be copied, and what became of what was. */
@Injectable()
export class EventCopies {
  private readonly log = new Logger(EventCopies.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
  ) {}

  /** @throws {PlainProblem} when one is not there. @throws {StoreUnavailable} */
  async of(ids: readonly string[]): Promise<FoundEvent[]> {
    const wanted = [...new Set(ids)].map((id) => ({ id, source: '' }));
    const found = await this.find(wanted);
    const missing = wanted.find(({ id }) => !found.some((event) => event.id === id));
    if (missing === undefined) return found;
    const detail = 'There is no such event; its day may have been deleted by age. Nothing was added.';
    throw new PlainProblem('not_found', 'event.not_found', detail);
  }

  /** The events in the proofs of these alerts, as far as they are there: that the store is away holds nobody up, and is told. */
  async ofAlerts(numbers: readonly string[]): Promise<ProofEvents> {
    const wanted = new Map<string, Wanted>();
    for (const number of numbers) for (const one of await this.proofOf(number)) wanted.set(one.id, one);
    try {
      return { events: await this.find([...wanted.values()].slice(0, MOST_OF_ALERTS)), shortfall: '' };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.log.warn(`Key events of ${numbers.length} alerts were not copied: ${error.message}`);
      return { events: [], shortfall: NOT_COPIED };
    }
  }

  /** What became of the original of a copy. */
  async compare(id: string, copy: object): Promise<EventCopy['original']> {
    try {
      const found = await this.store.get(id);
      if (found === undefined) return 'gone';
      return isDeepStrictEqual(JSON.parse(JSON.stringify(found.event)), copy) ? 'equal' : 'different';
    } catch (error) {
      if (error instanceof StoreUnavailable) return 'unknown';
      throw error;
    }
  }

  private async proofOf(number: string): Promise<Wanted[]> {
    const { proof, lastProof } = await loadAlert(this.dataSource.manager, number);
    const events = [...proof.events, ...(lastProof?.events ?? [])];
    return events.map(({ id, day }) => ({ id, day, source: number }));
  }

  private async find(wanted: readonly Wanted[]): Promise<FoundEvent[]> {
    const found: FoundEvent[] = [];
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const some = await Promise.all(wanted.slice(from, from + AT_ONCE).map((one) => this.lookUp(one)));
      found.push(...some.filter((event) => event !== undefined));
    }
    return found;
  }

  private async lookUp({ id, source, day }: Wanted): Promise<FoundEvent | undefined> {
    const stored = await this.store.get(id);
    if (stored === undefined) return undefined;
    const { '@timestamp': at, 'event.ingested': ingested } = stored.event;
    return { ...stored, source, day: day ?? eventDay(stored.event, typeof ingested === 'string' ? ingested : at) };
  }
}
