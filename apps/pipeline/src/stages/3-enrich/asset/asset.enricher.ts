import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { ListKeeper } from '../lists/list-keeper';
import { LIST_SIGNAL_FIELDS, listSignal } from '../lists/list-signal';
import { ListLookup, lookedAt, namesOf, type EventHit } from '../lists/looked-at';
import { merged, numberFact, textFact } from '../lists/merged';
import { assetOptionsSchema, type AssetOptions } from './asset.options';

/** Fields that name the host the event is about, not one it speaks with. */
const HOST = new Set(['host.ip', 'host.name', 'host.hostname']);

const FIELDS = lookedAt({
  address: ['host.ip', 'source.ip', 'destination.ip'],
  host: ['host.name', 'host.hostname', 'source.domain', 'destination.domain'],
});
const WRITES = [
  'tocsin.asset.name',
  'tocsin.asset.owner',
  'tocsin.asset.criticality',
  'host.risk.calculated_level',
  'host.risk.calculated_score_norm',
];

/** Says whose the machines of an event are and how much depends on them. */
@Injectable()
@EnricherPlugin({
  type: 'asset',
  order: 230,
  stability: 'beta',
  options: assetOptionsSchema,
  differsBySource: false,
  reads: [...namesOf(FIELDS), ...WRITES, ...LIST_SIGNAL_FIELDS],
  writes: [...WRITES, ...LIST_SIGNAL_FIELDS],
})
export class AssetEnricher implements EventEnricher<AssetOptions>, Preparable<AssetOptions> {
  private readonly lookup: ListLookup;

  constructor(private readonly keeper: ListKeeper) {
    // A machine says more of itself than the network it stands in.
    this.lookup = new ListLookup(keeper, 'asset', FIELDS, 1);
  }

  prepare(options: AssetOptions): Promise<void> {
    this.keeper.watch('asset', options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    const hits = this.lookup.hitsOf(event);
    if (hits.length === 0) return {};
    const texts = (field: string, name: string) =>
      merged(
        event,
        field,
        hits.map(({ facts }) => textFact(facts, name)),
      );
    return {
      'tocsin.asset.name': merged(
        event,
        'tocsin.asset.name',
        hits.map(({ facts, term }) => textFact(facts, 'name') ?? term),
      ),
      'tocsin.asset.owner': texts('tocsin.asset.owner', 'owner'),
      'tocsin.asset.criticality': texts('tocsin.asset.criticality', 'criticality'),
      ...riskOf(event, hits),
      ...listSignal(event, hits),
    };
  }
}

/** Of the host only, and only what no shipper has said. */
function riskOf(event: SecurityEvent, hits: readonly EventHit[]): EventPatch {
  const facts = hits.find(({ field }) => HOST.has(field))?.facts ?? {};
  return {
    'host.risk.calculated_level':
      event['host.risk.calculated_level'] === undefined ? textFact(facts, 'risk') : undefined,
    'host.risk.calculated_score_norm':
      event['host.risk.calculated_score_norm'] === undefined ? numberFact(facts, 'riskScore') : undefined,
  };
}
