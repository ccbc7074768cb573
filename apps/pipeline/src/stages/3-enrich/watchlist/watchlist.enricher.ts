import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import type { ValueKind } from './watchlist-index';
import { WatchlistKeeper } from './watchlist-keeper';
import { watchlistOptionsSchema, type WatchlistOptions } from './watchlist.options';
import type { WatchlistTerm } from './watchlists';

const LOOKED_AT: readonly (readonly [ValueKind, string])[] = [
  ...['source.ip', 'destination.ip', 'related.ip'].map((field) => ['address', field] as const),
  ...['host.name', 'source.domain', 'destination.domain', 'url.domain', 'related.hosts'].map(
    (field) => ['host', field] as const,
  ),
  ...['user.name', 'related.user', 'related.hash'].map((field) => ['other', field] as const),
];

const INDICATOR = ['threat.indicator.name', 'threat.indicator.description', 'threat.indicator.reference'];

/** More hits say nothing new, and an event that gathers thousands of addresses must stay small. */
const MAX_HITS = 50;

/** Tags events whose addresses, hosts, accounts or hashes are on a watchlist, with the term that was met and why it is there. */
@Injectable()
@EnricherPlugin({
  type: 'watchlist',
  order: 200,
  stability: 'beta',
  options: watchlistOptionsSchema,
  reads: [...LOOKED_AT.map(([, field]) => field), ...INDICATOR],
  writes: ['tocsin.watchlist', ...INDICATOR],
})
export class WatchlistEnricher implements EventEnricher<WatchlistOptions>, Preparable<WatchlistOptions> {
  constructor(private readonly keeper: WatchlistKeeper) {}

  prepare(options: WatchlistOptions): Promise<void> {
    this.keeper.start(options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    if (this.keeper.index.size === 0) return {};
    const hits = this.hitsOf(event);
    if (hits.size === 0) return {};
    const terms = [...hits];
    return {
      'tocsin.watchlist': distinct(undefined, terms, (term) => term.list),
      'threat.indicator.name': distinct(event['threat.indicator.name'], terms, (term) => term.value),
      'threat.indicator.description': distinct(event['threat.indicator.description'], terms, (term) => term.reason),
      'threat.indicator.reference': distinct(event['threat.indicator.reference'], terms, (term) => term.reference),
    };
  }

  private hitsOf(event: SecurityEvent): ReadonlySet<WatchlistTerm> {
    const hits = new Set<WatchlistTerm>();
    for (const [kind, field] of LOOKED_AT) {
      const value = event[field];
      if (value === undefined) continue;
      for (const one of Array.isArray(value) ? (value as readonly FieldValue[]) : [value]) {
        if (typeof one !== 'string' || hits.size >= MAX_HITS) continue;
        for (const term of this.keeper.index.termsFor(kind, one)) hits.add(term);
      }
    }
    return hits;
  }
}

/** What was there and what the terms add, once each; `undefined` when that is nothing. */
function distinct(
  before: FieldValue | undefined,
  terms: readonly WatchlistTerm[],
  textOf: (term: WatchlistTerm) => string,
): string[] | undefined {
  const there = (Array.isArray(before) ? (before as readonly FieldValue[]) : [before]).filter(
    (one): one is string => typeof one === 'string',
  );
  const all = new Set([...there, ...terms.map(textOf)].filter((text) => text !== ''));
  return all.size === 0 ? undefined : [...all];
}
