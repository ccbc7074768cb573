import type { SecurityEvent } from './security-event';

const DAY_MS = 86_400_000;
const OLDEST_DAYS = 400;
const NEWEST_DAYS = 31;
/** As nearly every event has it. */
const UTC_TIME = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/;

/**
 * The UTC day (`2026-11-24`) an event is stored under: that of its `@timestamp` from 400 days before to 31 days after receipt,
 * else the day of receipt, so that a wrong clock cannot open a day far away. Only event and receipt decide, so that an event
 * that comes again meets its twin.
 */
export function eventDay(event: Pick<SecurityEvent, '@timestamp'>, receivedAt: string): string {
  const time = event['@timestamp'];
  const ownDay = UTC_TIME.test(time) ? time.slice(0, 10) : undefined;
  if (ownDay !== undefined && receivedAt.startsWith(ownDay)) return ownDay;
  const received = Date.parse(receivedAt);
  const at = Date.parse(time);
  const isPlausible = at >= received - OLDEST_DAYS * DAY_MS && at <= received + NEWEST_DAYS * DAY_MS;
  if (isPlausible && ownDay !== undefined) return ownDay;
  return new Date(isPlausible ? at : received).toISOString().slice(0, 10);
}
