import { Module } from '@nestjs/common';

import { ListsModule } from '../lists/lists.module';
import { ThreatIndicatorEnricher } from './threat-indicator.enricher';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ imports: [ListsModule], providers: [ThreatIndicatorEnricher] })
export class ThreatIndicatorModule {}
