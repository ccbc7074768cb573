import { Checkpoints } from './checkpoints';
import { DetectionState } from './detection-state';
import { EveryRule } from './every-rule';
import { GroupEvaluation } from './group-evaluation';
import { KnownBursts } from './known-bursts';
import { Looks } from './looks';
import { RuleCensus } from './rule-census';
import { RuleRun } from './rule-run';
import { RunLock } from './run-lock';
import { ScheduledDetection } from './scheduled-detection';
import { ScheduledRules } from './scheduled-rules';
import { ScheduledRun } from './scheduled-run';

/** Providers of the rules that count over time. */
export const SCHEDULED = [
  Checkpoints,
  DetectionState,
  EveryRule,
  GroupEvaluation,
  KnownBursts,
  Looks,
  RuleCensus,
  RuleRun,
  RunLock,
  ScheduledDetection,
  ScheduledRules,
  ScheduledRun,
];
