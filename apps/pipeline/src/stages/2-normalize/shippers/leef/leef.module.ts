import { Module } from '@nestjs/common';

import { LeefNormalizer } from './leef.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [LeefNormalizer] })
export class LeefModule {}
