import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher } from '@tocsin/plugin-kit';

import { LastSeen } from '../../../last-seen/last-seen';
import { previousAttackerOptionsSchema, type PreviousAttackerOptions } from './previous-attacker.options';

const NOTHING: EventPatch = {};
const KNOWN: EventPatch = { 'tocsin.previous_attacker': true };

/** Marks events from an address that has met a rule before: it is on the last-seen list `attackers`. */
@Injectable()
@EnricherPlugin({
  type: 'previous_attacker',
  order: 610,
  stability: 'beta',
  options: previousAttackerOptionsSchema,
  reads: ['source.ip'],
  writes: ['tocsin.previous_attacker'],
})
export class PreviousAttackerEnricher implements EventEnricher<PreviousAttackerOptions> {
  constructor(private readonly lastSeen: LastSeen) {}

  enrich(event: SecurityEvent): EventPatch {
    const address = event['source.ip'];
    return typeof address === 'string' && this.lastSeen.hasAttacked(address) ? KNOWN : NOTHING;
  }
}
