import { Module } from '@nestjs/common';

import { GcpNormalizer } from './gcp.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [GcpNormalizer] })
export class GcpModule {}
