import { Module } from '@nestjs/common';

import { LastSeenController } from './last-seen.controller';
import { LastSeenKeys } from './last-seen-keys';

/** What was seen first and last, and when. */
@Module({ controllers: [LastSeenController], providers: [LastSeenKeys] })
export class LastSeenModule {}
