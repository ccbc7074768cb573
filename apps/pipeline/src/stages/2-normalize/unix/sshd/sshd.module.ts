import { Module } from '@nestjs/common';

import { SshdNormalizer } from './sshd.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SshdNormalizer] })
export class SshdModule {}
