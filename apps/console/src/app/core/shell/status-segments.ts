import type { SystemStatus } from '@tocsin/api-contract';

import type { ConnectionState } from '../realtime/connection';
import { duration } from '../time/format-time';

/** One part of the status line. */
export interface Segment {
  readonly level: 'well' | 'needs-person' | 'broken';
  /** The word that leads. */
  readonly lead: string;
  readonly rest: string;
  /** What a screen reader says when the level is not `well`; holds no number that changes. */
  readonly spoken: string;
}

/** Detection that is further behind than this needs a person. */
const LATE_SECONDS = 120;

export function connectionSegment(state: ConnectionState, lostFor: number, lag: number | undefined): Segment {
  if (state === 'live') {
    return { level: 'well', lead: 'Live', rest: lag === undefined ? '' : `${(lag / 1000).toFixed(1)} s`, spoken: '' };
  }
  if (state === 'connecting') return { level: 'well', lead: 'Connecting', rest: '', spoken: '' };
  const rest = `for ${duration(lostFor)}, trying again`;
  return { level: 'broken', lead: 'Not connected', rest, spoken: 'Not connected' };
}

/** The time itself is drawn beside it; this says how to take it. */
export function coverageSegment({ detection }: SystemStatus, now: Date): Segment {
  if (detection.rulesLoaded === 0) {
    return { level: 'needs-person', lead: 'No rule is loaded', rest: '', spoken: 'No rule is loaded' };
  }
  if (detection.coveredUntil === null) {
    return { level: 'well', lead: '', rest: 'Detection waits for the first event', spoken: '' };
  }
  const behind = Math.round((now.getTime() - Date.parse(detection.coveredUntil)) / 1000);
  if (behind < LATE_SECONDS) return { level: 'well', lead: '', rest: 'Detection covered until', spoken: '' };
  return {
    level: 'needs-person',
    lead: `Detection ${duration(behind)} behind`,
    rest: 'covered until',
    spoken: 'Detection is behind',
  };
}

/** The number itself is drawn beside it. */
export function intakeSegment({ today }: SystemStatus): Segment {
  if (today.unexplained === 0) return { level: 'well', lead: '', rest: 'difference 0', spoken: '' };
  const lead = `difference ${today.unexplained.toLocaleString('en')}`;
  return { level: 'needs-person', lead, rest: '', spoken: 'Some events are unaccounted for' };
}

/** Sources that do not send as they should, and what follows for detection. */
export function sourcesSegment({ sources: { silent, unusual, blindRules } }: SystemStatus): Segment {
  const parts = [counted(silent, 'source', 'silent'), counted(unusual, 'source', 'not as usual')].filter(
    (part) => part !== '',
  );
  if (parts.length === 0) return { level: 'well', lead: '', rest: 'Sources as usual', spoken: '' };
  const rest = blindRules === 0 ? 'no rule blind' : counted(blindRules, 'rule', 'blind');
  const spoken = `${silent > 0 ? 'A source is silent' : 'A source is not as usual'}${blindRules > 0 ? ', rules are blind' : ''}`;
  return { level: 'needs-person', lead: parts.join(', '), rest: `· ${rest}`, spoken };
}

function counted(count: number, what: string, how: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'} ${how}`;
}

export function queueSegment({ queue }: SystemStatus): Segment {
  if (queue.ok)
    return { level: 'well', lead: '', rest: `Queue ${queue.depth?.toLocaleString('en') ?? 'not known'}`, spoken: '' };
  return { level: 'broken', lead: 'Queue', rest: queue.detail, spoken: `Queue: ${queue.detail}` };
}

export function storeSegment({ storage }: SystemStatus): Segment {
  if (storage.ok) return { level: 'well', lead: '', rest: 'Store ok', spoken: '' };
  return { level: 'broken', lead: 'Store', rest: storage.detail, spoken: `Store: ${storage.detail}` };
}
