import { Module } from '@nestjs/common';

import { NetflowNormalizer } from './netflow.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [NetflowNormalizer] })
export class NetflowModule {}
