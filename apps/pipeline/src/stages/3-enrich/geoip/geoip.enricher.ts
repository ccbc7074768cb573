import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

import { GeoDatabases } from './geo-databases';
import { geoipOptionsSchema, type GeoipOptions } from './geoip.options';

/** What to set for an address, by the end of the connection it stands at. */
interface Answer {
  readonly source: EventPatch;
  readonly destination: EventPatch;
}

const NOTHING: EventPatch = {};
const NO_ANSWER: Answer = { source: NOTHING, destination: NOTHING };

/** Names country, city and network of the public addresses at both ends of a connection. */
@Injectable()
@EnricherPlugin({
  type: 'geoip',
  order: 100,
  stability: 'beta',
  options: geoipOptionsSchema,
  reads: ['source.ip', 'destination.ip'],
  writes: ['source.geo.*', 'source.as.*', 'destination.geo.*', 'destination.as.*'],
})
export class GeoipEnricher implements EventEnricher<GeoipOptions>, Preparable<GeoipOptions> {
  private answers = new LRUCache<string, Answer>({ max: 1 });

  constructor(private readonly databases: GeoDatabases) {}

  async prepare(options: GeoipOptions): Promise<void> {
    this.answers = new LRUCache({ max: options.cacheEntries });
    await this.databases.open(options);
  }

  enrich(event: SecurityEvent): EventPatch {
    const source = this.answerFor(event['source.ip']).source;
    const destination = this.answerFor(event['destination.ip']).destination;
    if (destination === NOTHING) return source;
    return source === NOTHING ? destination : { ...source, ...destination };
  }

  private answerFor(address: FieldValue | undefined): Answer {
    if (typeof address !== 'string') return NO_ANSWER;
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
    const facts = Object.entries(this.databases.factsOf(parsed.toString()));
    if (facts.length === 0) return NO_ANSWER;
    const under = (end: string): EventPatch =>
      Object.fromEntries(facts.map(([name, value]) => [`${end}.${name}`, value]));
    return { source: under('source'), destination: under('destination') };
  }
}
