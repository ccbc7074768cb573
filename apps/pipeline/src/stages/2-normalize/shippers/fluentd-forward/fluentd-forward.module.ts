import { Module } from '@nestjs/common';

import { FluentdForwardNormalizer } from './fluentd-forward.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [FluentdForwardNormalizer] })
export class FluentdForwardModule {}
