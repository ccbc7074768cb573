import type { AlertEntity } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';

/** What alerting writes of an alert; what people do to it (status, assignee) is theirs. */
export type AlertFacts = Pick<
  AlertEntity,
  | 'ruleId'
  | 'rule'
  | 'severity'
  | 'title'
  | 'reason'
  | 'detector'
  | 'entityField'
  | 'entityValue'
  | 'groupKey'
  | 'eventCount'
  | 'signalCount'
  | 'firstAt'
  | 'lastAt'
  | 'proof'
  | 'lastProof'
>;

/** The alert a first signal makes. */
export function alertOf(signal: Signal): AlertFacts {
  const at = new Date(signal.at);
  return {
    ruleId: signal.rule.id,
    rule: signal.rule,
    severity: signal.rule.level,
    title: signal.rule.title,
    reason: signal.reason,
    detector: signal.detector,
    entityField: signal.entity?.field ?? null,
    entityValue: signal.entity?.value ?? null,
    groupKey: signal.groupKey,
    eventCount: signal.proof.eventCount,
    signalCount: 1,
    firstAt: at,
    lastAt: at,
    proof: signal.proof,
    lastProof: null,
  };
}

/** The alert after one more signal: counted, its times widened, its latest proof the one of the latest event time. */
export function foldSignal(alert: AlertFacts, signal: Signal): AlertFacts {
  const at = new Date(signal.at);
  const isLatest = at >= alert.lastAt;
  return {
    ...alert,
    reason: isLatest ? signal.reason : alert.reason,
    eventCount: alert.eventCount + signal.proof.eventCount,
    signalCount: alert.signalCount + 1,
    firstAt: at < alert.firstAt ? at : alert.firstAt,
    lastAt: isLatest ? at : alert.lastAt,
    lastProof: isLatest ? signal.proof : alert.lastProof,
  };
}

/**
 * The alert after a signal it already counted has grown: late events joined its window. The proof it was first shown with
 * stays beside the new one only when it belongs to another signal.
 */
export function amendAlert(alert: AlertFacts, signal: Signal, before: { readonly eventCount: number }): AlertFacts {
  const isOnly = alert.signalCount === 1;
  return {
    ...alert,
    reason: signal.reason,
    eventCount: alert.eventCount + signal.proof.eventCount - before.eventCount,
    proof: isOnly ? signal.proof : alert.proof,
    lastProof: isOnly ? null : signal.proof,
  };
}

/** Whether a signal belongs to an alert by time: its event time is no further than the window from the alert's span. */
export function isWithin(alert: Pick<AlertFacts, 'firstAt' | 'lastAt'>, signal: Signal, windowMs: number): boolean {
  const at = Date.parse(signal.at);
  return at >= alert.firstAt.getTime() - windowMs && at <= alert.lastAt.getTime() + windowMs;
}
