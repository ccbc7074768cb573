import { Module } from '@nestjs/common';

import { BatchModule } from '../batch/batch.module';
import { LastSeen } from './last-seen';
import { LastSeenDeletions } from './last-seen-deletions';
import { LastSeenFigures } from './last-seen-figures';
import { LastSeenKeeper } from './last-seen-keeper';
import { LastSeenRetention } from './last-seen-retention';
import { LastSeenStore } from './last-seen-store';
import { PostgresLastSeenStore } from './postgres-last-seen-store';

/** What was seen when: one for the enrichers that tell of it and for who writes it down. */
@Module({
  imports: [BatchModule],
  providers: [
    LastSeen,
    LastSeenDeletions,
    LastSeenFigures,
    LastSeenKeeper,
    LastSeenRetention,
    { provide: LastSeenStore, useClass: PostgresLastSeenStore },
  ],
  exports: [LastSeen, LastSeenKeeper],
})
export class LastSeenModule {}
