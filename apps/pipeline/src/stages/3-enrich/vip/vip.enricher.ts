import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { ListKeeper } from '../lists/list-keeper';
import { LIST_SIGNAL_FIELDS, listSignal } from '../lists/list-signal';
import { ListLookup, lookedAt, namesOf } from '../lists/looked-at';
import { merged, textFact } from '../lists/merged';
import { vipOptionsSchema, type VipOptions } from './vip.options';

/** Fields that say of whose account the event is; roles are theirs and nobody else's. */
const ACTOR = new Set(['user.name', 'user.email', 'user.id']);

const FIELDS = lookedAt({
  name: [
    ...ACTOR,
    'user.effective.name',
    'user.target.name',
    'user.target.email',
    'source.user.name',
    'destination.user.name',
    'email.from.address',
    'email.to.address',
    'related.user',
  ],
});
const WRITES = ['tocsin.vip', 'user.roles'];

/** Says which of the key staff an event touches, and what they are. */
@Injectable()
@EnricherPlugin({
  type: 'vip',
  order: 220,
  stability: 'beta',
  options: vipOptionsSchema,
  differsBySource: false,
  reads: [...namesOf(FIELDS), ...WRITES, ...LIST_SIGNAL_FIELDS],
  writes: [...WRITES, ...LIST_SIGNAL_FIELDS],
})
export class VipEnricher implements EventEnricher<VipOptions>, Preparable<VipOptions> {
  private readonly lookup: ListLookup;

  constructor(private readonly keeper: ListKeeper) {
    this.lookup = new ListLookup(keeper, 'vip', FIELDS);
  }

  prepare(options: VipOptions): Promise<void> {
    this.keeper.watch('vip', options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    const hits = this.lookup.hitsOf(event);
    if (hits.length === 0) return {};
    const actors = hits.filter(({ field }) => ACTOR.has(field));
    return {
      'tocsin.vip': merged(
        event,
        'tocsin.vip',
        hits.map(({ facts, term }) => textFact(facts, 'name') ?? term),
      ),
      'user.roles': merged(
        event,
        'user.roles',
        actors.map(({ facts }) => textFact(facts, 'role')),
      ),
      ...listSignal(event, hits),
    };
  }
}
