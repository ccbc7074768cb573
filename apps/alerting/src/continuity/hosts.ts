import type { EventStore } from '@tocsin/event-store';

import { exists, rangeOf, type Span } from './event-counts';
import { isOld, type Judged } from './source-trouble';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days at the same hour on which a host must have sent something to be missed; so long it is missed at most. */
const HOST_DAYS = 3;
const NAMED_HOSTS = 20;
/** Of one source; more are counted with those it already has. */
const MAX_HOSTS = 1_000;

/** Hosts of sources that send, which sent in this hour on each of the days before and do not now. @throws {StoreUnavailable} */
export async function judgeHosts(store: EventStore, now: Date): Promise<Judged> {
  const last: Span = [new Date(now.getTime() - HOUR_MS), now];
  const here = await hostsIn(store, last);
  const former = new Map<string, number>();
  for (let day = 1; day <= HOST_DAYS; day += 1) {
    const [from, to] = last.map((at) => new Date(at.getTime() - day * DAY_MS)) as [Date, Date];
    for (const key of await hostsIn(store, [from, to])) former.set(key, (former.get(key) ?? 0) + 1);
  }
  const sending = new Set([...here].map((key) => key.split('\n')[0] ?? ''));
  const missing = new Map<string, string[]>();
  for (const [key, days] of former) {
    const [source = '', host = ''] = key.split('\n');
    if (days < HOST_DAYS || here.has(key) || !sending.has(source)) continue;
    missing.set(source, [...(missing.get(source) ?? []), host]);
  }
  return {
    troubles: [...missing].map(([source, hosts]) => ({
      source,
      kind: 'host_silent',
      since: last[0],
      reason: `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'} of ${source} send nothing any more`,
      expected: `events within an hour, as on the ${HOST_DAYS} days before`,
      seen: `nothing from ${hosts.toSorted().slice(0, NAMED_HOSTS).join(', ')}${hosts.length > NAMED_HOSTS ? ' and others' : ''}`,
      subjects: hosts.toSorted().slice(0, MAX_HOSTS),
    })),
    // A host that is only expected at some hours is still missing at the others.
    ending: (alarm) => {
      if (alarm.subjects.every((host) => here.has(`${alarm.source}\n${host}`))) return 'All of them send again.';
      return isOld(alarm, now, HOST_DAYS)
        ? `Missing for ${HOST_DAYS} days: they are not expected any more.`
        : undefined;
    },
  };
}

async function hostsIn(store: EventStore, span: Span): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const groupBy = ['tocsin.source', 'host.name'];
  for await (const { key } of store.groups({ expr: exists('host.name'), range: rangeOf(span), groupBy, minCount: 1 }))
    keys.add(key.join('\n'));
  return keys;
}
