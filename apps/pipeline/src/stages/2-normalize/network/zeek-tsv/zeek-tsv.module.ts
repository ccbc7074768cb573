import { Module } from '@nestjs/common';

import { ZeekTsvNormalizer } from './zeek-tsv.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ZeekTsvNormalizer] })
export class ZeekTsvModule {}
