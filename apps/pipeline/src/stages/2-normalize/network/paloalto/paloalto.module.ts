import { Module } from '@nestjs/common';

import { PaloaltoNormalizer } from './paloalto.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [PaloaltoNormalizer] })
export class PaloaltoModule {}
