import { Module } from '@nestjs/common';

import { RepetitionNormalizer } from './repetition.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [RepetitionNormalizer] })
export class RepetitionModule {}
