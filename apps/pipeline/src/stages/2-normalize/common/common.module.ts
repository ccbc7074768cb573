import { Module } from '@nestjs/common';

import { FixModule } from './fix/fix.module';
import { RelatedModule } from './related/related.module';
import { RepetitionModule } from './repetition/repetition.module';
import { SummaryModule } from './summary/summary.module';

/** What is done for every event, whoever wrote it. */
@Module({ imports: [FixModule, RelatedModule, RepetitionModule, SummaryModule] })
export class CommonModule {}
