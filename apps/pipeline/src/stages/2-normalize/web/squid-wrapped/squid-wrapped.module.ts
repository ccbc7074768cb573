import { Module } from '@nestjs/common';

import { SquidWrappedNormalizer } from './squid-wrapped.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SquidWrappedNormalizer] })
export class SquidWrappedModule {}
