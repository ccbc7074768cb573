import { Module } from '@nestjs/common';

import { SquidNormalizer } from './squid.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SquidNormalizer] })
export class SquidModule {}
