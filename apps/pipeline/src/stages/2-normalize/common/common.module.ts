import { Module } from '@nestjs/common';

import { RelatedModule } from './related/related.module';

/** What is done for every event, whoever wrote it. */
@Module({ imports: [RelatedModule] })
export class CommonModule {}
