import { Module } from '@nestjs/common';

import { ContainerLogNormalizer } from './container-log.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ContainerLogNormalizer] })
export class ContainerLogModule {}
