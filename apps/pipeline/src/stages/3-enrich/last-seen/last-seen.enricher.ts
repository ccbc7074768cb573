import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type BatchEnricher, type Preparable } from '@tocsin/plugin-kit';

import { LastSeen } from '../../../last-seen/last-seen';
import { LastSeenKeeper } from '../../../last-seen/last-seen-keeper';
import { lastSeenOptionsSchema, type LastSeenOptions } from './last-seen.options';

const NOTHING: EventPatch = {};

/**
 * Says of which lists an event carries a key for the first time ever (`user_asn`), or for the first time in so many days
 * (`user_asn:30d`), so that rules can ask for it.
 */
@Injectable()
@EnricherPlugin({
  type: 'last_seen',
  order: 600,
  stability: 'beta',
  options: lastSeenOptionsSchema,
  differsBySource: false,
  reads: ['*'],
  writes: ['tocsin.first_seen'],
})
export class LastSeenEnricher implements BatchEnricher<LastSeenOptions>, Preparable<LastSeenOptions> {
  constructor(
    private readonly lastSeen: LastSeen,
    private readonly keeper: LastSeenKeeper,
  ) {}

  prepare({ lists }: LastSeenOptions): Promise<void> {
    this.lastSeen.configure(lists);
    this.keeper.start();
    return Promise.resolve();
  }

  enrichBatch(events: readonly Readonly<SecurityEvent>[]): Promise<readonly EventPatch[]> {
    const news = this.lastSeen.newsOf(events);
    return Promise.resolve(news.map((lists) => (lists.length === 0 ? NOTHING : { 'tocsin.first_seen': lists })));
  }
}
