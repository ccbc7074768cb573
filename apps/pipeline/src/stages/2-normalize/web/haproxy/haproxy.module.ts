import { Module } from '@nestjs/common';

import { HaproxyNormalizer } from './haproxy.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [HaproxyNormalizer] })
export class HaproxyModule {}
