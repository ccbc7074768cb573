import { Module } from '@nestjs/common';

import { IisNormalizer } from './iis.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [IisNormalizer] })
export class IisModule {}
