import { Injectable } from '@nestjs/common';
import { EventStore } from '@tocsin/event-store';
import type { Expr } from '@tocsin/query';

import type { SourceTrouble } from './source-trouble';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LOOK_MS = 15 * MINUTE_MS;
const AHEAD_MS = 60_000;
const LEAST_EVENTS = 100;
const MOSTLY = 0.8;
const SELDOM = 0.2;
/** Days at the same hour on which a host must have sent something to be missed. */
const HOST_DAYS = 3;
const NAMED_HOSTS = 20;
const SOURCE = 'tocsin.source';
const HOST = 'host.name';

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

type Span = readonly [from: Date, to: Date];

/** Finds sources whose events look different: clocks that run ahead, fields that are gone, hosts that are missing. */
@Injectable()
export class Drift {
  constructor(private readonly store: EventStore) {}

  /** @throws {StoreUnavailable} */
  async find(now: Date): Promise<SourceTrouble[]> {
    return [...(await this.clocks(now)), ...(await this.fields(now)), ...(await this.hosts(now))];
  }

  private async clocks(now: Date): Promise<SourceTrouble[]> {
    const span: Span = [new Date(now.getTime() - LOOK_MS), now];
    const [ahead, all] = [
      await this.counts({ kind: 'compare', field: 'tocsin.lag_ms', operator: '<', value: -AHEAD_MS }, span),
      await this.counts(exists(SOURCE), span),
    ];
    return [...ahead].flatMap(([source, events]) => {
      const total = all.get(source) ?? 0;
      if (total < LEAST_EVENTS || events < MOSTLY * total) return [];
      const reason = `The clock of ${source} runs ahead`;
      const seen = `${events} of ${total} events in 15 minutes lie more than a minute ahead`;
      return [{ source, kind: 'clock', since: span[0], reason, expected: 'events of now', seen }];
    });
  }

  private async fields(now: Date): Promise<SourceTrouble[]> {
    const [today, before] = [
      [new Date(now.getTime() - HOUR_MS), now],
      [new Date(now.getTime() - HOUR_MS - DAY_MS), new Date(now.getTime() - HOUR_MS)],
    ] as const;
    const [all, allBefore] = [await this.counts(exists(SOURCE), today), await this.counts(exists(SOURCE), before)];
    const lost = new Map<string, string[]>();
    for (const field of WATCHED) {
      const [has, had] = [await this.counts(exists(field), today), await this.counts(exists(field), before)];
      for (const [source, events] of had) {
        const [total, totalBefore] = [all.get(source) ?? 0, allBefore.get(source) ?? 0];
        if (Math.min(total, totalBefore) < LEAST_EVENTS || events < MOSTLY * totalBefore) continue;
        if ((has.get(source) ?? 0) <= SELDOM * total) lost.set(source, [...(lost.get(source) ?? []), field]);
      }
    }
    return [...lost].map(([source, names]) => ({
      source,
      kind: 'fields',
      since: today[0],
      reason: `Events of ${source} have lost ${names.join(', ')}`,
      expected: `${names.join(', ')}, as in most events of the day before`,
      seen: 'in few events or none of the last hour',
    }));
  }

  private async hosts(now: Date): Promise<SourceTrouble[]> {
    const last: Span = [new Date(now.getTime() - HOUR_MS), now];
    const here = new Set(await this.hostsIn(last));
    const former = new Map<string, number>();
    for (let day = 1; day <= HOST_DAYS; day += 1) {
      const [from, to] = last.map((at) => new Date(at.getTime() - day * DAY_MS)) as [Date, Date];
      for (const key of await this.hostsIn([from, to])) former.set(key, (former.get(key) ?? 0) + 1);
    }
    const sending = new Set([...here].map((key) => key.split('\n')[0] ?? ''));
    const missing = new Map<string, string[]>();
    for (const [key, days] of former) {
      const [source = '', host = ''] = key.split('\n');
      if (days < HOST_DAYS || here.has(key) || !sending.has(source)) continue;
      missing.set(source, [...(missing.get(source) ?? []), host]);
    }
    return [...missing].map(([source, hosts]) => ({
      source,
      kind: 'host_silent',
      since: last[0],
      reason: `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'} of ${source} send nothing any more`,
      expected: `events within an hour, as on the ${HOST_DAYS} days before`,
      seen: `nothing from ${hosts.toSorted().slice(0, NAMED_HOSTS).join(', ')}${hosts.length > NAMED_HOSTS ? ' and others' : ''}`,
    }));
  }

  private async hostsIn(span: Span): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.groups(exists(HOST), span, [SOURCE, HOST])) keys.push(key.join('\n'));
    return keys;
  }

  /** Events by source. */
  private async counts(expr: Expr, span: Span): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for await (const { key, count } of this.groups(expr, span, [SOURCE])) counts.set(key[0] ?? '', count);
    return counts;
  }

  private groups(expr: Expr, [from, to]: Span, groupBy: readonly string[]) {
    const range = { from: from.toISOString(), to: to.toISOString(), by: 'ingested' } as const;
    return this.store.groups({ expr, range, groupBy, minCount: 1 });
  }
}

function exists(field: string): Expr {
  return { kind: 'exists', field };
}
