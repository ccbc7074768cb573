import { Module } from '@nestjs/common';

import { HostRecordsNormalizer } from './host-records.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [HostRecordsNormalizer] })
export class HostRecordsModule {}
