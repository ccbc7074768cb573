import { Module } from '@nestjs/common';

import { SummaryNormalizer } from './summary.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SummaryNormalizer] })
export class SummaryModule {}
