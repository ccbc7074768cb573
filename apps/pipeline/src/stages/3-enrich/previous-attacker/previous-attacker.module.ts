import { Module } from '@nestjs/common';

import { LastSeenModule } from '../../../last-seen/last-seen.module';
import { PreviousAttackerEnricher } from './previous-attacker.enricher';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ imports: [LastSeenModule], providers: [PreviousAttackerEnricher] })
export class PreviousAttackerModule {}
