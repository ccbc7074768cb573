import { Module } from '@nestjs/common';

import { ZeekNormalizer } from './zeek.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ZeekNormalizer] })
export class ZeekModule {}
