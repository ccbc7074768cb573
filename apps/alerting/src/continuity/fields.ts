import type { EventStore } from '@tocsin/event-store';

import { countsBySource, ENOUGH_TO_END, exists, LEAST_EVENTS, type Span } from './event-counts';
import { isOld, TOO_FEW, type Judged } from './source-trouble';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOSTLY = 0.8;
const SELDOM = 0.2;

/** Fields rules live by; a source that loses one has changed its form. */
const WATCHED = [
  'event.action',
  'event.category',
  'event.outcome',
  'user.name',
  'source.ip',
  'destination.ip',
  'process.name',
  'host.name',
  'url.original',
];

type Counts = ReadonlyMap<string, number>;

/** Sources whose events of the last hour lack a field that most of the day before had. @throws {StoreUnavailable} */
export async function judgeFields(store: EventStore, now: Date): Promise<Judged> {
  const today: Span = [new Date(now.getTime() - HOUR_MS), now];
  const before: Span = [new Date(now.getTime() - HOUR_MS - DAY_MS), today[0]];
  const all = await countsBySource(store, exists('tocsin.source'), today);
  const allBefore = await countsBySource(store, exists('tocsin.source'), before);
  const has = new Map<string, Counts>();
  const lost = new Map<string, string[]>();
  for (const field of WATCHED) {
    const [hasNow, had] = [
      await countsBySource(store, exists(field), today),
      await countsBySource(store, exists(field), before),
    ];
    has.set(field, hasNow);
    for (const [source, events] of had) {
      const [total, totalBefore] = [all.get(source) ?? 0, allBefore.get(source) ?? 0];
      if (Math.min(total, totalBefore) < LEAST_EVENTS || events < MOSTLY * totalBefore) continue;
      if ((hasNow.get(source) ?? 0) <= SELDOM * total) lost.set(source, [...(lost.get(source) ?? []), field]);
    }
  }
  return {
    troubles: [...lost].map(([source, names]) => ({
      source,
      kind: 'fields',
      since: today[0],
      reason: `Events of ${source} have lost ${names.join(', ')}`,
      expected: `${names.join(', ')}, as in most events of the day before`,
      seen: 'in few events or none of the last hour',
      subjects: names,
    })),
    ending: (alarm) => {
      const total = all.get(alarm.source) ?? 0;
      if (total < ENOUGH_TO_END) return isOld(alarm, now) ? TOO_FEW : undefined;
      const share = (field: string) => (has.get(field)?.get(alarm.source) ?? 0) / total;
      if (alarm.subjects.every((field) => share(field) > SELDOM)) return 'Its events have these fields again.';
      return isOld(alarm, now) ? 'Its events have been like this for a day: this is how they are now.' : undefined;
    },
  };
}
