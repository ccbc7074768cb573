import type { DatabaseReady } from '@tocsin/database';
import { AlertEntity, createDataSource, migrate } from '@tocsin/database';
import type { SecurityEvent } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { NO_RULES, type StoredRules } from '@tocsin/rules';
import { readRules } from '@tocsin/sigma';
import { anEvent, FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { alertingOptionsSchema } from '../alerting.config';
import { AlertGrouping } from '../grouping/alert-grouping';
import { AlertNews } from '../raising/alert-news';
import { AlertRaiser } from '../raising/alert-raiser';
import { BlindRules } from './blind-rules';
import { Drift } from './drift';
import { Silence } from './silence';
import { SourceAlarms } from './source-alarms';
import { SourceHistory } from './source-history';
import { SourceWatch, WatchServices } from './source-watch';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A Wednesday, ten in the morning. */
const NOW = new Date('2026-11-25T10:00:30Z');

const { rules } = readRules([
  {
    file: 'two.yml',
    text: `
title: Root by ssh
id: 5f0c7a52-6d7e-4f0a-9a51-3b9d4b6d1c11
logsource: { product: linux, service: sshd }
detection: { selection: { user.name: root }, condition: selection }
level: high
---
title: Something of Windows
id: 5f0c7a52-6d7e-4f0a-9a51-3b9d4b6d1c12
logsource: { product: windows, service: security }
detection: { selection: { user.name: root }, condition: selection }
level: high`,
  },
]);

let dataSource: DataSource;
let store: EventStore;
let clock: FakeClock;
let watch: SourceWatch;

beforeAll(async () => {
  const url = await testPostgresUrl();
  dataSource = await createDataSource({ url }).initialize();
  await migrate(dataSource);
  store = createEventStore({ kind: 'postgres', url });
});
beforeEach(async () => {
  clock = new FakeClock(NOW);
  const raiser = new AlertRaiser(
    dataSource,
    new AlertGrouping(alertingOptionsSchema.parse({}), clock),
    new AlertNews(new InMemoryMessageBus()),
  );
  const blind = new BlindRules(store, { book: { ...NO_RULES, rules } } as unknown as StoredRules);
  watch = new SourceWatch(
    new WatchServices(dataSource, {} as DatabaseReady, clock),
    new Silence(new SourceHistory(dataSource)),
    new Drift(store),
    new SourceAlarms(dataSource, raiser, new AlertNews(new InMemoryMessageBus()), blind),
  );
  await dataSource.query('TRUNCATE source, source_alarm, ledger_count, ledger_instance, alert CASCADE');
  await store.dropBefore('2100-01-01');
  await frontEnd(new Date(NOW.getTime() - 20 * DAY_MS));
});
afterAll(() => Promise.all([dataSource.destroy(), store.close()]));

/** A front end that has been up since then, and says so now. */
async function frontEnd(startedAt: Date): Promise<void> {
  await dataSource.query('DELETE FROM ledger_instance');
  await dataSource.query(
    `INSERT INTO ledger_instance (instance, frontend, started_at, stated_at, stated_through) VALUES ('run', 'fe1', $1, $2, 1)`,
    [startedAt, clock.now()],
  );
}

/** A source with an event every minute, in the hours in which it works. */
async function source(
  name: string,
  until: Date,
  { days = 14, hours = '0 <= hour', silence = 'NULL' } = {},
): Promise<void> {
  await dataSource.query(
    `INSERT INTO source (name, description, created_at, longest_silence_seconds) VALUES ($1, '', now(), ${silence})`,
    [name],
  );
  await dataSource.query(
    `INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
      SELECT 'minute', at, $1, 10, 10, 0, 0, 0, 0
        FROM generate_series($2::timestamptz, $3::timestamptz, interval '1 minute') AS at,
          LATERAL (SELECT extract(hour FROM at AT TIME ZONE 'UTC') AS hour) AS clock
       WHERE ${hours}`,
    [name, new Date(minute(NOW).getTime() - days * DAY_MS), minute(until)],
  );
  await dataSource.query(
    `INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
      SELECT 'hour', date_trunc('hour', at), source, sum(accepted), sum(stored), 0, 0, 0, 0 FROM ledger_count
       WHERE grain = 'minute' AND source = $1 GROUP BY 1, 2, 3`,
    [name],
  );
}

const minute = (at: Date) => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
const before = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
const alerts = () => dataSource.getRepository(AlertEntity).find({ order: { ruleId: 'ASC', entityValue: 'ASC' } });
const told = async () => (await alerts()).map(({ ruleId, entityValue }) => `${ruleId} ${entityValue}`);

let number = 0;
async function keep(count: number, at: Date, patch: (n: number) => Partial<SecurityEvent>): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => {
    const time = new Date(at.getTime() - n * 1_000).toISOString();
    const event = anEvent({ '@timestamp': time, 'event.ingested': time, 'tocsin.lag_ms': 0, ...patch(n) });
    return { id: `e-${(number += 1)}`, day: time.slice(0, 10), event };
  });
  await store.append(events);
  await store.refresh();
}

describe('a source that is silent', () => {
  it('raises one alert, which names the rules that are blind, until it sends again', async () => {
    await source('ssh', before(6 * MINUTE_MS));
    await source('busy', NOW);
    await keep(5, before(HOUR_MS), () => ({
      'tocsin.source': 'ssh',
      'event.module': 'sshd',
      'event.dataset': 'sshd',
      'process.name': 'sshd',
    }));
    await watch.look();
    const [alert] = await alerts();
    expect(await told()).toEqual(['tocsin.source.silent ssh']);
    expect(alert).toMatchObject({ severity: 'high', reason: 'ssh sends nothing any more; 1 rule is blind' });
    expect(JSON.stringify(alert?.proof)).toContain('Root by ssh');
    expect(JSON.stringify(alert?.proof)).not.toContain('Windows');

    clock.advance(30_000);
    await watch.look();
    expect(await dataSource.query('SELECT signal_count FROM alert')).toEqual([{ signal_count: 1 }]);

    await dataSource.query(
      `INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
        VALUES ('minute', $1, 'ssh', 1, 1, 0, 0, 0, 0)`,
      [minute(clock.now())],
    );
    await watch.look();
    const [history] = await dataSource.query<{ kind: string; by: null; detail: { text: string } }[]>(
      'SELECT kind, by, detail FROM alert_history',
    );
    expect(history).toMatchObject({ kind: 'comment', by: null });
    expect(history?.detail.text).toContain('as usual again');
    expect(await dataSource.query('SELECT ended_at IS NULL AS open FROM source_alarm')).toEqual([{ open: false }]);
  });

  it('is none at a time at which it never sends', async () => {
    await source('office', before(15 * HOUR_MS), { hours: 'hour BETWEEN 12 AND 18' });
    await watch.look();
    expect(await told()).toEqual([]);
  });

  it('is none while we were away ourselves, or are', async () => {
    await source('ssh', before(3 * HOUR_MS));
    await frontEnd(before(4 * MINUTE_MS));
    await watch.look();
    await dataSource.query(`UPDATE ledger_instance SET stated_at = $1`, [before(10 * MINUTE_MS)]);
    await watch.look();
    expect(await told()).toEqual([]);
    await frontEnd(before(2 * HOUR_MS));
    await watch.look();
    expect(await told()).toEqual(['tocsin.source.silent ssh']);
  });

  it('is one after as long as somebody set by hand, whatever it usually does', async () => {
    await source('weekly', before(3 * MINUTE_MS), { days: 1, silence: '60' });
    await source('patient', before(HOUR_MS), { silence: '7200' });
    await watch.look();
    expect(await told()).toEqual(['tocsin.source.silent weekly']);
  });
});

describe('a source that is not as usual', () => {
  it('sends much less than in the same hour of former days', async () => {
    await source('web', NOW);
    await dataSource.query(
      `UPDATE ledger_count SET accepted = 50 WHERE grain = 'hour' AND at = '2026-11-25T09:00:00Z' AND source = 'web'`,
    );
    await watch.look();
    expect(await told()).toEqual(['tocsin.source.less web']);
    expect((await alerts())[0]?.proof.selections[0]?.conditions[0]).toMatchObject({
      expected: 'about 600 events an hour',
      seen: '50 events',
    });
  });

  it('has a clock that runs ahead, has lost fields, or misses hosts', async () => {
    for (const name of ['clock', 'fields', 'hosts']) await source(name, NOW);
    await keep(120, before(MINUTE_MS), () => ({ 'tocsin.source': 'clock', 'tocsin.lag_ms': -90_000 }));
    await keep(150, before(2 * HOUR_MS), () => ({ 'tocsin.source': 'fields', 'url.original': '/' }));
    await keep(150, before(MINUTE_MS), () => ({ 'tocsin.source': 'fields' }));
    for (const day of [1, 2, 3])
      await keep(2, before(day * DAY_MS + MINUTE_MS), (n) => ({ 'tocsin.source': 'hosts', 'host.name': `host-${n}` }));
    await keep(1, before(MINUTE_MS), () => ({ 'tocsin.source': 'hosts', 'host.name': 'host-0' }));
    await watch.look();
    expect(await told()).toEqual([
      'tocsin.source.clock clock',
      'tocsin.source.fields fields',
      'tocsin.source.host_silent hosts',
    ]);
    expect(JSON.stringify((await alerts())[2]?.proof)).toContain('nothing from host-1');
  });
});
