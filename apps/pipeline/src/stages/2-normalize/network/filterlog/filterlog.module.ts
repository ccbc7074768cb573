import { Module } from '@nestjs/common';

import { FilterlogNormalizer } from './filterlog.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [FilterlogNormalizer] })
export class FilterlogModule {}
