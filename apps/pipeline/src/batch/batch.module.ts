import { Module } from '@nestjs/common';

import { Persistence } from './persistence';
import { PipelineMetrics } from './pipeline-metrics';
import { StartConditions } from './start-conditions';

/** What stages and plug-ins share: patience with engines, conditions of the start, figures. */
@Module({
  providers: [Persistence, PipelineMetrics, StartConditions],
  exports: [Persistence, PipelineMetrics, StartConditions],
})
export class BatchModule {}
