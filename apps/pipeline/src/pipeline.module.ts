import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { BatchOutcomes, Claims, PostgresBatchOutcomes, PostgresClaims } from '@tocsin/ledger';
import type { QueueSpec } from '@tocsin/messaging';
import { ReadinessChecks } from '@tocsin/observability';
import { ParkedEvents, PostgresParkedEvents } from '@tocsin/parked';
import { PluginKitModule, PluginMetrics } from '@tocsin/plugin-kit';
import { RulesModule } from '@tocsin/rules';

import { BatchConsumer } from './batch/batch-consumer';
import { DrainOrder } from './batch/drain/drain-order';
import { SetAside } from './batch/drain/set-aside';
import { BatchHandler } from './batch/batch-handler';
import { BatchModule } from './batch/batch.module';
import { LastingEffects } from './batch/lasting-effects';
import { PipelineReadiness } from './batch/pipeline-readiness';
import { PrometheusPluginMetrics } from './batch/prometheus-plugin-metrics';
import { StartConditions } from './batch/start-conditions';
import { PoisonNotes } from './batch/poison/poison-notes';
import { PoisonSearch } from './batch/poison/poison-search';
import { PostgresPoisonNotes } from './batch/poison/postgres-poison-notes';
import { Understanding } from './batch/understanding';
import { BacklogCensus } from './brokers/backlog-census';
import { EventBrokers } from './brokers/event-brokers';
import { LastSeenModule } from './last-seen/last-seen.module';
import { OutcomeMerger } from './outcomes/outcome-merger';
import { RecordOutcome } from './outcomes/record-outcome';
import { ParkRefused } from './parked/park-refused';
import { ParkedCap } from './parked/parked-cap';
import { PIPELINE_OPTIONS } from './pipeline-options';
import type { PipelineOptions } from './pipeline.config';
import { PluginBypasses } from './plugins/plugin-bypasses';
import { EventRetention } from './retention/event-retention';
import { ParkedRetention } from './retention/parked-retention';
import { OutcomeRetention } from './retention/outcome-retention';
import { Simulation } from './simulation/simulation';
import { SimulationAnswers } from './simulation/simulation-answers';
import { ParseStage } from './stages/1-parse/parse.stage';
import { NormalizeModule } from './stages/2-normalize/normalize.module';
import { NormalizeStage } from './stages/2-normalize/normalize.stage';
import { EnrichModule } from './stages/3-enrich/enrich.module';
import { EnrichStage } from './stages/3-enrich/enrich.stage';
import { MatchFigures } from './stages/4-match/match-figures';
import { MatchStage } from './stages/4-match/match.stage';
import { RuleCensus } from './stages/4-match/rule-census';
import { RuleReport } from './stages/4-match/rule-report';
import { DatabaseRules } from './stages/4-match/rules/database-rules';
import { RuleSource } from './stages/4-match/rules/rule-source';
import { AppendMerger } from './stages/5-store/append-merger';
import { StoreStage } from './stages/5-store/store.stage';
import { CopiesForOthers } from './stages/6-observe/copies-for-others';
import { LiveTails } from './stages/6-observe/live-tail/live-tails';
import { ObserveStage } from './stages/6-observe/observe.stage';
import { OfferToTaps } from './stages/6-observe/taps/offer-to-taps';
import { OpenTaps } from './stages/6-observe/taps/open-taps';
import { ServeTaps } from './stages/6-observe/taps/serve-taps';
import { tapQueues } from './stages/6-observe/taps/tap-settings';
import { TapMetrics } from './stages/6-observe/taps/tap-metrics';
import { TapsModule } from './stages/6-observe/taps/taps.module';

const STAGES = [ParseStage, NormalizeStage, EnrichStage, MatchStage, AppendMerger, StoreStage, ObserveStage];

/**
 * Makes sense of events, stage by stage. Needs `MessageBus`, `EventStore`, `DataSource` and what `ObservabilityModule` gives.
 */
@Module({})
export class PipelineModule implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly consumer: BatchConsumer,
    private readonly conditions: StartConditions,
    private readonly database: DatabaseReady,
  ) {}

  /** Modules that bring plug-ins. */
  static readonly plugins = [NormalizeModule, EnrichModule, TapsModule];

  /** Queues the bus must have for these options, beside those everybody knows. */
  static queues({ taps }: Pick<PipelineOptions, 'taps'>): QueueSpec[] {
    return tapQueues(taps);
  }

  static register(options: PipelineOptions): DynamicModule {
    return {
      module: PipelineModule,
      imports: [PluginKitModule, BatchModule, NormalizeModule, EnrichModule, LastSeenModule, RulesModule, TapsModule],
      providers: [
        ...STAGES,
        { provide: PIPELINE_OPTIONS, useValue: options },
        { provide: PluginMetrics, useClass: PrometheusPluginMetrics },
        { provide: BatchOutcomes, useClass: PostgresBatchOutcomes },
        { provide: Claims, useClass: PostgresClaims },
        { provide: RuleSource, useClass: DatabaseRules },
        { provide: PoisonNotes, useClass: PostgresPoisonNotes },
        { provide: ParkedEvents, useClass: PostgresParkedEvents },
        BacklogCensus,
        BatchConsumer,
        DrainOrder,
        SetAside,
        BatchHandler,
        CopiesForOthers,
        EventBrokers,
        EventRetention,
        LastingEffects,
        LiveTails,
        MatchFigures,
        OfferToTaps,
        OpenTaps,
        OutcomeMerger,
        OutcomeRetention,
        ParkedCap,
        ParkedRetention,
        ParkRefused,
        PluginBypasses,
        PipelineReadiness,
        PoisonSearch,
        RecordOutcome,
        RuleCensus,
        RuleReport,
        ServeTaps,
        Simulation,
        SimulationAnswers,
        TapMetrics,
        Understanding,
      ],
    };
  }

  onModuleInit(): void {
    this.conditions.add('the tables of PostgreSQL', () => this.database.whenReady());
    this.checks.add('pipeline', () => this.consumer.check());
  }
}
