import { Module } from '@nestjs/common';

import { SuricataNormalizer } from './suricata.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SuricataNormalizer] })
export class SuricataModule {}
