import type { AlertEntity } from '@tocsin/database';
import type { Proof, Signal } from '@tocsin/event-model';

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
  const { from, to } = spanOf(signal);
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
    firstAt: from,
    lastAt: to,
    proof: signal.proof,
    lastProof: null,
  };
}

/** The alert after one more signal: counted, its times widened, its latest proof the one of the latest event time. */
export function foldSignal(alert: AlertFacts, signal: Signal): AlertFacts {
  const isLatest = spanOf(signal).to >= alert.lastAt;
  return {
    ...alert,
    ...widened(alert, signal),
    reason: isLatest ? signal.reason : alert.reason,
    eventCount: alert.eventCount + signal.proof.eventCount,
    signalCount: alert.signalCount + 1,
    lastProof: isLatest ? signal.proof : alert.lastProof,
  };
}

/** The alert after a signal it already counted has grown: late events joined its window. The proofs it was shown with grow too. */
export function amendAlert(alert: AlertFacts, signal: Signal, before: Proof): AlertFacts {
  const wasFirst = isSame(alert.proof, before);
  const wasLast = alert.lastProof === null ? wasFirst : isSame(alert.lastProof, before);
  return {
    ...alert,
    ...widened(alert, signal),
    reason: wasLast ? signal.reason : alert.reason,
    eventCount: alert.eventCount + signal.proof.eventCount - before.eventCount,
    proof: wasFirst ? signal.proof : alert.proof,
    lastProof: alert.lastProof !== null && wasLast ? signal.proof : alert.lastProof,
  };
}

function isSame(one: Proof, other: Proof): boolean {
  return one.eventCount === other.eventCount && one.events[0]?.id === other.events[0]?.id;
}

/** What a signal is about in event time: its window, or the moment of its event. */
function spanOf({ at, proof }: Signal): { readonly from: Date; readonly to: Date } {
  return { from: new Date(proof.window?.from ?? at), to: new Date(proof.window?.to ?? at) };
}

function widened({ firstAt, lastAt }: AlertFacts, signal: Signal): Pick<AlertFacts, 'firstAt' | 'lastAt'> {
  const { from, to } = spanOf(signal);
  return { firstAt: from < firstAt ? from : firstAt, lastAt: to > lastAt ? to : lastAt };
}

/** Whether a signal belongs to an alert by time: its event time is no further than the window from the alert's span. */
export function isWithin(alert: Pick<AlertFacts, 'firstAt' | 'lastAt'>, signal: Signal, windowMs: number): boolean {
  const at = Date.parse(signal.at);
  return at >= alert.firstAt.getTime() - windowMs && at <= alert.lastAt.getTime() + windowMs;
}
