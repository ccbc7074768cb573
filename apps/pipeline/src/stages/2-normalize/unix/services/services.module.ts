import { Module } from '@nestjs/common';

import { ServicesNormalizer } from './services.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ServicesNormalizer] })
export class ServicesModule {}
