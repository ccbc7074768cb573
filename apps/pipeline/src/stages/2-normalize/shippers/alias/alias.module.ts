import { Module } from '@nestjs/common';

import { AliasNormalizer } from './alias.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AliasNormalizer] })
export class AliasModule {}
