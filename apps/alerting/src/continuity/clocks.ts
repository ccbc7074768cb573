import type { EventStore } from '@tocsin/event-store';

import { countsBySource, ENOUGH_TO_END, exists, LEAST_EVENTS, samplesOf, type Span } from './event-counts';
import { isOld, TOO_FEW, type Judged, type SourceTrouble } from './source-trouble';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LOOK_MS = 15 * MINUTE_MS;
const AHEAD_MS = MINUTE_MS;
const LATE_MS = 5 * MINUTE_MS;
const MOSTLY = 0.8;
const HALF = 0.5;
const SAMPLE = 50;
/** A clock that is behind makes all events late by the same; what waits somewhere is late by more and less. */
const SAME_MS = MINUTE_MS;

interface Seen {
  readonly source: string;
  readonly total: number;
  readonly ahead: number;
  readonly late: number;
}

/** Sources whose clock is wrong: most events lie ahead, or all come late by the same, and did not the day before. @throws {StoreUnavailable} */
export async function judgeClocks(store: EventStore, now: Date): Promise<Judged> {
  const span: Span = [new Date(now.getTime() - LOOK_MS), now];
  const all = await countsBySource(store, exists('tocsin.source'), span);
  const lag = (operator: '<' | '>', value: number) =>
    countsBySource(store, { kind: 'compare', field: 'tocsin.lag_ms', operator, value }, span);
  const [ahead, late] = [await lag('<', -AHEAD_MS), await lag('>', LATE_MS)];
  const seen = [...all].map(([source, total]) => {
    return { source, total, ahead: ahead.get(source) ?? 0, late: late.get(source) ?? 0 };
  });
  const troubles: SourceTrouble[] = [];
  for (const one of seen) {
    const trouble = aheadOf(one, span) ?? (await behindOf(store, one, span));
    if (trouble !== undefined) troubles.push(trouble);
  }
  const bySource = new Map(seen.map((one) => [one.source, one]));
  return {
    troubles,
    ending: (alarm) => {
      const { total, ahead: early, late: old } = bySource.get(alarm.source) ?? { total: 0, ahead: 0, late: 0 };
      if (total < ENOUGH_TO_END) return isOld(alarm, now) ? TOO_FEW : undefined;
      return early < HALF * total && old < HALF * total ? 'Its events come with times of now again.' : undefined;
    },
  };
}

function aheadOf({ source, total, ahead }: Seen, [since]: Span): SourceTrouble | undefined {
  if (total < LEAST_EVENTS || ahead < MOSTLY * total) return undefined;
  const seen = `${ahead} of ${total} events in 15 minutes lie more than a minute ahead`;
  return { source, kind: 'clock', since, reason: `The clock of ${source} runs ahead`, expected: 'events of now', seen };
}

async function behindOf(
  store: EventStore,
  { source, total, late }: Seen,
  span: Span,
): Promise<SourceTrouble | undefined> {
  if (total < LEAST_EVENTS || late < MOSTLY * total) return undefined;
  const lag = await sameLag(store, source, span);
  if (lag === undefined) return undefined;
  const dayBefore: Span = [new Date(span[1].getTime() - 25 * HOUR_MS), new Date(span[1].getTime() - HOUR_MS)];
  const usual = await sameLag(store, source, dayBefore);
  if (usual !== undefined && Math.abs(usual - lag) < SAME_MS) return undefined;
  const minutes = Math.round(lag / MINUTE_MS);
  return {
    source,
    kind: 'clock',
    since: span[0],
    reason: `The clock of ${source} runs behind`,
    expected: 'events of now',
    seen: `all events come about ${minutes} minutes late, none more and none less; what waits somewhere comes late by more and less`,
  };
}

/** By how many milliseconds all its events are late; `undefined` when some are by more than others, or there are too few. */
async function sameLag(store: EventStore, source: string, span: Span): Promise<number | undefined> {
  const lags = (await samplesOf(store, source, span, SAMPLE))
    .flatMap(({ event }) => (typeof event['tocsin.lag_ms'] === 'number' ? [event['tocsin.lag_ms']] : []))
    .toSorted((one, other) => one - other);
  const at = (share: number) => lags[Math.floor(share * (lags.length - 1))] ?? 0;
  if (lags.length < ENOUGH_TO_END || at(0.95) - at(0.05) > SAME_MS) return undefined;
  return at(HALF);
}
