import type { SystemStatus } from '@tocsin/api-contract';

import { duration } from '../../../core/time/format-time';

/** Detection further behind than this may have missed what happened since. */
const LATE_SECONDS = 120;

/** Why an empty list may be wrong, each in a sentence; empty when it can be believed. */
export function doubts(status: SystemStatus | undefined, isStale: boolean, now: Date): string[] {
  if (status === undefined) return ['The state of the system is not known.'];
  const { detection, queue, storage } = status;
  const found: string[] = [];
  if (isStale) found.push('The server does not answer; this is what was known before.');
  if (detection.rulesLoaded === 0) found.push('No rule is loaded, so nothing can raise an alert.');
  if (!queue.ok) found.push(`Events do not get through: ${queue.detail}`);
  if (!storage.ok) found.push(`Events are not stored: ${storage.detail}`);
  const behind = secondsBehind(detection.coveredUntil, now);
  if (behind >= LATE_SECONDS) found.push(`Detection is ${duration(behind)} behind; what came since is not judged yet.`);
  return found;
}

function secondsBehind(coveredUntil: string | null, now: Date): number {
  return coveredUntil === null ? 0 : Math.round((now.getTime() - Date.parse(coveredUntil)) / 1000);
}
