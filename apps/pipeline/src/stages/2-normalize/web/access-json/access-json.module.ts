import { Module } from '@nestjs/common';

import { AccessJsonNormalizer } from './access-json.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AccessJsonNormalizer] })
export class AccessJsonModule {}
