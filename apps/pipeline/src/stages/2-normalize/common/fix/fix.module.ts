import { Module } from '@nestjs/common';

import { FixNormalizer } from './fix.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [FixNormalizer] })
export class FixModule {}
