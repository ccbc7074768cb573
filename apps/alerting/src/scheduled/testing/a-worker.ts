import type { Clock } from '@tocsin/clock';
import type { EventStore } from '@tocsin/event-store';
import { FrontBacklogs, type MessageBus } from '@tocsin/messaging';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { RuleCounts, type StoredRules } from '@tocsin/rules';
import type { CorrelationRule } from '@tocsin/sigma';
import type { DataSource } from 'typeorm';

import { alertingOptionsSchema } from '../../alerting.config';
import { EventsBacklog } from '../../backlog/events-backlog';
import { AlertGrouping } from '../../grouping/alert-grouping';
import { AlertNews } from '../../raising/alert-news';
import { AlertRaiser } from '../../raising/alert-raiser';
import { Checkpoints } from '../checkpoints';
import { DetectionState } from '../detection-state';
import { EveryRule } from '../every-rule';
import { GroupEvaluation } from '../group-evaluation';
import { KnownBursts } from '../known-bursts';
import { Looks } from '../looks';
import { RuleRun } from '../rule-run';
import { RunLock } from '../run-lock';
import { ScheduledRules } from '../scheduled-rules';
import { ScheduledRun } from '../scheduled-run';

interface Surroundings {
  readonly dataSource: DataSource;
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly rules: readonly CorrelationRule[];
}

/** One instance of alerting as far as scheduled rules go, put together by hand. */
export interface AWorker {
  readonly run: ScheduledRun;
  readonly ruleRun: RuleRun;
  readonly lock: RunLock;
  readonly checkpoints: Checkpoints;
  readonly readiness: ReadinessChecks;
  readonly counts: RuleCounts;
}

export function aWorker({ dataSource, store, bus, clock, rules }: Surroundings): AWorker {
  const options = alertingOptionsSchema.parse({});
  const readiness = new ReadinessChecks();
  const scheduledRules = new GivenRules(rules);
  const checkpoints = new Checkpoints(dataSource, clock);
  const raiser = new AlertRaiser(dataSource, new AlertGrouping(options, clock), new AlertNews(bus));
  const evaluation = new GroupEvaluation(store, new KnownBursts(dataSource));
  const counts = new RuleCounts(dataSource, clock);
  const ruleRun = new RuleRun(store, checkpoints, evaluation, raiser);
  const state = new DetectionState(new Metrics(), readiness, counts);
  const lock = new RunLock(dataSource);
  const every = new EveryRule(scheduledRules, ruleRun, checkpoints, state);
  const run = new ScheduledRun(
    every,
    lock,
    new Looks(options, clock, new EventsBacklog(bus, new FrontBacklogs(bus)), store),
    state,
  );
  return { run, ruleRun, lock, checkpoints, readiness, counts };
}

class GivenRules extends ScheduledRules {
  constructor(override readonly rules: readonly CorrelationRule[]) {
    super({} as StoredRules);
  }

  override load(): Promise<void> {
    return Promise.resolve();
  }
}
