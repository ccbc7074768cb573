import { SystemClock } from '@tocsin/clock';
import { encodeBatch, type EventBatch, type Signal } from '@tocsin/event-model';
import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { InMemoryBatchOutcomes, InMemoryClaims } from '@tocsin/ledger/testing';
import { EVENTS_QUEUE, SIGNALS_QUEUE } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { InMemoryParkedEvents } from '@tocsin/parked/testing';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import { BatchConsumer } from '../batch/batch-consumer';
import { BatchHandler } from '../batch/batch-handler';
import { DrainOrder } from '../batch/drain/drain-order';
import { SetAside } from '../batch/drain/set-aside';
import { LastingEffects } from '../batch/lasting-effects';
import { Persistence } from '../batch/persistence';
import { PipelineMetrics } from '../batch/pipeline-metrics';
import { PrometheusPluginMetrics } from '../batch/prometheus-plugin-metrics';
import { StartConditions } from '../batch/start-conditions';
import { Understanding } from '../batch/understanding';
import { LastSeen } from '../last-seen/last-seen';
import { OutcomeMerger } from '../outcomes/outcome-merger';
import { RecordOutcome } from '../outcomes/record-outcome';
import { EventBrokers } from '../brokers/event-brokers';
import { ParkedCap } from '../parked/parked-cap';
import { ParkRefused } from '../parked/park-refused';
import { PluginBypasses } from '../plugins/plugin-bypasses';
import { pipelineOptionsSchema, type PipelineOptions } from '../pipeline.config';
import { ParseStage } from '../stages/1-parse/parse.stage';
import { AliasNormalizer } from '../stages/2-normalize/shippers/alias/alias.normalizer';
import { NormalizeStage } from '../stages/2-normalize/normalize.stage';
import { RelatedNormalizer } from '../stages/2-normalize/common/related/related.normalizer';
import { SshdNormalizer } from '../stages/2-normalize/unix/sshd/sshd.normalizer';
import { SyslogLineNormalizer } from '../stages/2-normalize/shippers/syslog-line/syslog-line.normalizer';
import { EnrichStage } from '../stages/3-enrich/enrich.stage';
import { GeoDatabases } from '../stages/3-enrich/geoip/geo-databases';
import { GeoipEnricher } from '../stages/3-enrich/geoip/geoip.enricher';
import { MatchFigures } from '../stages/4-match/match-figures';
import { MatchStage } from '../stages/4-match/match.stage';
import { RuleReport } from '../stages/4-match/rule-report';
import { FolderRules } from '../stages/4-match/rules/folder-rules';
import { AppendMerger } from '../stages/5-store/append-merger';
import { StoreStage } from '../stages/5-store/store.stage';
import { ObserveStage } from '../stages/6-observe/observe.stage';
import { CopiesForOthers } from '../stages/6-observe/copies-for-others';
import { LiveTails } from '../stages/6-observe/live-tail/live-tails';
import { OfferToTaps } from '../stages/6-observe/taps/offer-to-taps';
import { OpenTaps } from '../stages/6-observe/taps/open-taps';
import { TapMetrics } from '../stages/6-observe/taps/tap-metrics';
import { PoisonSearch } from '../batch/poison/poison-search';
import { InMemoryPoisonNotes } from './in-memory-poison-notes';
import { noCounts } from './no-counts';
import { registryOf } from './registry-of';

const NORMALIZERS = [new AliasNormalizer(), new SyslogLineNormalizer(), new SshdNormalizer(), new RelatedNormalizer()];

/** A rule that each failed login as root matches. */
export const ROOT_RULE = `
title: Root tried by ssh
id: 5f0c7a52-6d7e-4f0a-9a51-3b9d4b6d1c11
status: test
description: Somebody tries to log in as root.
logsource: { product: linux, service: sshd }
detection:
  selection: { event.action: ssh_failed, user.name: root }
  condition: selection
level: medium
`;

/** The pipeline with everything outside it in memory. */
export class PipelineUnderTest {
  readonly store = new InMemoryEventStore();
  readonly parked = new InMemoryParkedEvents();
  readonly outcomes = new InMemoryBatchOutcomes();
  readonly notes = new InMemoryPoisonNotes();
  readonly metrics = new Metrics();
  readonly checks = new ReadinessChecks();
  readonly tapMetrics = new TapMetrics(this.metrics, this.checks);
  /** Replace one to change what the pipeline is made of. */
  readonly plugins: object[] = [
    ...NORMALIZERS,
    new GeoipEnricher(new GeoDatabases(this.metrics, this.checks, new SystemClock())),
  ];
  readonly lastSeen = new LastSeen();
  readonly options: PipelineOptions;
  private readonly persistence = new Persistence();
  private readonly conditions = new StartConditions(this.persistence);
  private consumer: BatchConsumer | undefined;

  private readonly rules: FolderRules;

  constructor(
    { rulesFolder, ...given }: Partial<PipelineOptions> & { readonly rulesFolder: string },
    readonly bus = new InMemoryMessageBus(),
  ) {
    this.options = pipelineOptionsSchema.parse(given);
    this.rules = new FolderRules({ stock: false, folders: { test: rulesFolder } });
  }

  /** The handler alone, for tests that call it themselves. */
  async handler(): Promise<BatchHandler> {
    const { persistence } = this;
    const figures = new PipelineMetrics(this.metrics);
    const pluginMetrics = new PrometheusPluginMetrics(this.metrics, new PluginBypasses(this.metrics, this.checks));
    const normalize = new NormalizeStage(registryOf(this.plugins), pluginMetrics, this.options);
    const enrich = new EnrichStage(registryOf(this.plugins), pluginMetrics, this.options);
    const match = new MatchStage(this.rules, new RuleReport(this.metrics, this.checks), this.metrics);
    for (const stage of [normalize, enrich, match]) await stage.onModuleInit();
    const store = new StoreStage(new AppendMerger(this.store, this.options), persistence);
    const taps = new OpenTaps(registryOf(this.plugins), this.options);
    taps.onModuleInit();
    const offers = new OfferToTaps(taps, this.bus, persistence, this.tapMetrics);
    const effects = new LastingEffects(
      store,
      new ParkRefused(this.parked, persistence, figures, new ParkedCap(this.parked, new SystemClock(), this.options)),
      new ObserveStage(
        this.bus,
        persistence,
        new MatchFigures(figures, noCounts()),
        new CopiesForOthers(offers, new LiveTails(this.bus, new SystemClock())),
      ),
      new RecordOutcome(new OutcomeMerger(this.outcomes), persistence, figures, this.lastSeen),
    );
    const understanding = new Understanding(new ParseStage(this.options), normalize, enrich, match);
    return new BatchHandler(understanding, effects, figures, new PoisonSearch(this.notes, understanding, persistence));
  }

  /** Starts taking batches from the queue. */
  async start(): Promise<void> {
    this.consumer = new BatchConsumer(
      new EventBrokers(this.bus, this.options),
      new DrainOrder(await this.handler(), new SetAside(new InMemoryClaims(), this.options), this.options),
      this.conditions,
    );
    this.consumer.onApplicationBootstrap();
  }

  async stop(): Promise<void> {
    await this.consumer?.onModuleDestroy();
    await this.bus.close();
  }

  send(batch: EventBatch): Promise<void> {
    return this.bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
  }

  /** Signals handed on so far, as often as they were. */
  get signals(): Signal[] {
    return this.bus.published(SIGNALS_QUEUE).flatMap(({ body }) => JSON.parse(body.toString()) as Signal[]);
  }
}

/** A batch of the given lines, with ids made as ingest makes them. */
export function aBatch(lines: readonly (string | Buffer)[], patch: Partial<EventBatch> = {}): EventBatch {
  const id = patch.id ?? 'batch-1';
  return {
    id,
    source: 'test',
    dialect: 'json',
    receivedAt: '2026-11-24T12:00:00.000Z',
    frontend: 'front-1',
    ids: lines.map((_, position) => `${id}-${position}`),
    lines: Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])),
    ...patch,
  };
}
