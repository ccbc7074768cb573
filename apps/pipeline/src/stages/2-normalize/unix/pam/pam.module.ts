import { Module } from '@nestjs/common';

import { PamNormalizer } from './pam.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [PamNormalizer] })
export class PamModule {}
