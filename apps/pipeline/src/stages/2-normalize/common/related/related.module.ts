import { Module } from '@nestjs/common';

import { RelatedNormalizer } from './related.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [RelatedNormalizer] })
export class RelatedModule {}
