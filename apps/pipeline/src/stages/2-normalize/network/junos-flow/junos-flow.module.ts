import { Module } from '@nestjs/common';

import { JunosFlowNormalizer } from './junos-flow.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [JunosFlowNormalizer] })
export class JunosFlowModule {}
