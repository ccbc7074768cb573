import { Module } from '@nestjs/common';

import { MonitoringNormalizer } from './monitoring.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [MonitoringNormalizer] })
export class MonitoringModule {}
