import { Module } from '@nestjs/common';

import { NetfilterNormalizer } from './netfilter.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [NetfilterNormalizer] })
export class NetfilterModule {}
