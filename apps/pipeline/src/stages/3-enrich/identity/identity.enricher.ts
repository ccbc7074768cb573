import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { ListKeeper } from '../lists/list-keeper';
import { LIST_SIGNAL_FIELDS, listSignal } from '../lists/list-signal';
import { ListLookup, lookedAt, namesOf } from '../lists/looked-at';
import { merged, textFact } from '../lists/merged';
import { identityOptionsSchema, type IdentityOptions } from './identity.options';

const FIELDS = lookedAt({
  name: [
    'user.name',
    'user.email',
    'user.id',
    'user.effective.name',
    'user.target.name',
    'user.target.email',
    'source.user.name',
    'destination.user.name',
    'related.user',
  ],
});
const WRITES = ['tocsin.identity.person', 'tocsin.identity.name', 'related.user'];

/** Finds the one person behind many accounts, before the lists that know that person are asked. */
@Injectable()
@EnricherPlugin({
  type: 'identity',
  order: 150,
  stability: 'beta',
  options: identityOptionsSchema,
  differsBySource: false,
  reads: [...namesOf(FIELDS), ...WRITES, ...LIST_SIGNAL_FIELDS],
  writes: [...WRITES, ...LIST_SIGNAL_FIELDS],
})
export class IdentityEnricher implements EventEnricher<IdentityOptions>, Preparable<IdentityOptions> {
  private readonly lookup: ListLookup;

  constructor(private readonly keeper: ListKeeper) {
    this.lookup = new ListLookup(keeper, 'identity', FIELDS);
  }

  prepare(options: IdentityOptions): Promise<void> {
    this.keeper.watch('identity', options);
    return Promise.resolve();
  }

  enrich(event: SecurityEvent): EventPatch {
    const hits = this.lookup.hitsOf(event);
    if (hits.length === 0) return {};
    const facts = (name: string) => hits.map((hit) => textFact(hit.facts, name));
    return {
      'tocsin.identity.person': merged(event, 'tocsin.identity.person', facts('person')),
      'tocsin.identity.name': merged(event, 'tocsin.identity.name', facts('name')),
      // So that whoever looks for the one account finds what was done under the others.
      'related.user': merged(event, 'related.user', facts('account')),
      ...listSignal(event, hits),
    };
  }
}
