import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { ListKeeper } from '../lists/list-keeper';
import { LIST_SIGNAL_FIELDS, listSignal } from '../lists/list-signal';
import { ListLookup, lookedAt, namesOf } from '../lists/looked-at';
import { merged, textFact } from '../lists/merged';
import { watchlistOptionsSchema, type WatchlistOptions } from './watchlist.options';

const FIELDS = lookedAt({
  address: ['source.ip', 'destination.ip', 'host.ip', 'related.ip'],
  host: ['host.name', 'source.domain', 'destination.domain', 'url.domain', 'dns.question.name', 'related.hosts'],
  name: ['user.name', 'user.email', 'related.user', 'related.hash', 'process.name', 'email.from.address'],
  text: ['url.original', 'url.full', 'user_agent.original'],
});

const WRITES = [
  'tocsin.watchlist',
  'tocsin.watchlist_term',
  'tocsin.watchlist_reference',
  'threat.indicator.name',
  'threat.indicator.description',
  'threat.indicator.reference',
];

/** Tags events whose addresses, hosts, accounts, hashes or URLs are on a watchlist, with the term that was met and why it is there. */
@Injectable()
@EnricherPlugin({
  type: 'watchlist',
  order: 200,
  stability: 'beta',
  options: watchlistOptionsSchema,
  differsBySource: false,
  reads: [...namesOf(FIELDS), ...WRITES, ...LIST_SIGNAL_FIELDS],
  writes: [...WRITES, ...LIST_SIGNAL_FIELDS],
})
export class WatchlistEnricher implements EventEnricher<WatchlistOptions>, Preparable<WatchlistOptions> {
  private readonly lookup: ListLookup;

  constructor(private readonly keeper: ListKeeper) {
    this.lookup = new ListLookup(keeper, 'watchlist', FIELDS);
  }

  prepare(options: WatchlistOptions): Promise<void> {
    this.keeper.watch('watchlist', options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    const hits = this.lookup.hitsOf(event);
    if (hits.length === 0) return {};
    const terms = hits.map(({ term }) => term);
    const references = hits.map(({ facts }) => textFact(facts, 'reference'));
    return {
      'tocsin.watchlist': merged(
        event,
        'tocsin.watchlist',
        hits.map(({ list }) => list.name),
      ),
      'tocsin.watchlist_term': merged(event, 'tocsin.watchlist_term', terms),
      'tocsin.watchlist_reference': merged(event, 'tocsin.watchlist_reference', references),
      'threat.indicator.name': merged(event, 'threat.indicator.name', terms),
      'threat.indicator.description': merged(
        event,
        'threat.indicator.description',
        hits.map(({ facts }) => textFact(facts, 'reason')),
      ),
      'threat.indicator.reference': merged(event, 'threat.indicator.reference', references),
      ...listSignal(event, hits),
    };
  }
}
