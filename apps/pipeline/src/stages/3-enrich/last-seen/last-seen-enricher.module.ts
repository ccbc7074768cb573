import { Module } from '@nestjs/common';

import { LastSeenModule } from '../../../last-seen/last-seen.module';
import { LastSeenEnricher } from './last-seen.enricher';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ imports: [LastSeenModule], providers: [LastSeenEnricher] })
export class LastSeenEnricherModule {}
