import { Module } from '@nestjs/common';

import { CiscoNormalizer } from './cisco.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [CiscoNormalizer] })
export class CiscoModule {}
