import { Module } from '@nestjs/common';

import { VpcFlowNormalizer } from './vpc-flow.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [VpcFlowNormalizer] })
export class VpcFlowModule {}
