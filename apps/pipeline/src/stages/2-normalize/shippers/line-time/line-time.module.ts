import { Module } from '@nestjs/common';

import { LineTimeNormalizer } from './line-time.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [LineTimeNormalizer] })
export class LineTimeModule {}
