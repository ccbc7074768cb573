import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { ListKeeper } from '../lists/list-keeper';
import { LIST_SIGNAL_FIELDS, listSignal } from '../lists/list-signal';
import { ListLookup, lookedAt, namesOf } from '../lists/looked-at';
import { INDICATOR_FIELDS, indicatorPatch } from './indicator-patch';
import { threatIndicatorOptionsSchema, type ThreatIndicatorOptions } from './threat-indicator.options';

const FIELDS = lookedAt({
  address: ['source.ip', 'destination.ip', 'related.ip'],
  host: ['source.domain', 'destination.domain', 'url.domain', 'dns.question.name', 'related.hosts'],
  name: ['related.hash', 'email.from.address', 'user.email', 'file.name', 'process.name'],
  text: ['url.original', 'url.full'],
});

/** Names what feeds say of the addresses, domains, URLs, hashes and mail addresses of an event. */
@Injectable()
@EnricherPlugin({
  type: 'threat_indicator',
  order: 210,
  stability: 'beta',
  options: threatIndicatorOptionsSchema,
  differsBySource: false,
  reads: [...namesOf(FIELDS), ...INDICATOR_FIELDS, ...LIST_SIGNAL_FIELDS],
  writes: [...INDICATOR_FIELDS, ...LIST_SIGNAL_FIELDS],
})
export class ThreatIndicatorEnricher
  implements EventEnricher<ThreatIndicatorOptions>, Preparable<ThreatIndicatorOptions>
{
  private readonly lookup: ListLookup;

  constructor(private readonly keeper: ListKeeper) {
    this.lookup = new ListLookup(keeper, 'threat_indicator', FIELDS);
  }

  prepare(options: ThreatIndicatorOptions): Promise<void> {
    this.keeper.watch('threat_indicator', options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    const hits = this.lookup.hitsOf(event);
    if (hits.length === 0) return {};
    return { ...indicatorPatch(event, hits), ...listSignal(event, hits) };
  }
}
