import { Module, type DynamicModule } from '@nestjs/common';
import { PluginKitModule, PluginMetrics } from '@tocsin/plugin-kit';
import type { RuleOptions } from '@tocsin/rules';

import { BatchModule } from '../../batch/batch.module';
import { Understanding } from '../../batch/understanding';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { ParseStage } from '../../stages/1-parse/parse.stage';
import { NormalizeModule } from '../../stages/2-normalize/normalize.module';
import { NormalizeStage } from '../../stages/2-normalize/normalize.stage';
import { EnrichModule } from '../../stages/3-enrich/enrich.module';
import { EnrichStage } from '../../stages/3-enrich/enrich.stage';
import { MatchStage } from '../../stages/4-match/match.stage';
import { RuleReport } from '../../stages/4-match/rule-report';
import { FolderRules, RULE_OPTIONS } from '../../stages/4-match/rules/folder-rules';
import { RuleSource } from '../../stages/4-match/rules/rule-source';
import { Simulation } from '../simulation';
import { NoEnginesModule } from './no-engines.module';

/** Every rehearsal goes uncounted, and nothing else runs here. */
class NoFigures extends PluginMetrics {
  override record(): void {
    return undefined;
  }
}

/** The stages up to the store, as configured, without any engine. */
@Module({})
export class OfflineSimulationModule {
  /** @param figures get what plug-ins do outside a simulation, for who runs the stages himself. */
  static register(
    options: PipelineOptions,
    rules: Pick<RuleOptions, 'stock' | 'folders'>,
    figures: PluginMetrics = new NoFigures(),
  ): DynamicModule {
    return {
      module: OfflineSimulationModule,
      imports: [NoEnginesModule, PluginKitModule, BatchModule, NormalizeModule, EnrichModule],
      providers: [
        { provide: PIPELINE_OPTIONS, useValue: options },
        { provide: PluginMetrics, useValue: figures },
        { provide: RULE_OPTIONS, useValue: rules },
        { provide: RuleSource, useClass: FolderRules },
        RuleReport,
        ParseStage,
        NormalizeStage,
        EnrichStage,
        MatchStage,
        Understanding,
        Simulation,
      ],
    };
  }
}
