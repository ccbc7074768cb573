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
import { BlindRules } from './blind-rules';
import { Drift } from './drift';
import { Silence } from './silence';
import { SourceAlarms } from './source-alarms';
import { SourceAlerts } from './source-alerts';
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
  const alertsOfSources = new SourceAlerts(new AlertGrouping(alertingOptionsSchema.parse({}), clock));
  const blind = new BlindRules(store, { book: { ...NO_RULES, rules } } as unknown as StoredRules);
  watch = new SourceWatch(
    new WatchServices(dataSource, {} as DatabaseReady, clock),
    new Silence(new SourceHistory(dataSource)),
    new Drift(store),
    new SourceAlarms(dataSource, alertsOfSources, new AlertNews(new InMemoryMessageBus()), blind),
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
const alerts = () => dataSource.getRepository(AlertEntity).find({ order: { entityValue: 'ASC', createdAt: 'ASC' } });
const told = async () => (await alerts()).map(({ title, entityValue }) => `${entityValue}: ${title}`);
const openKinds = async () =>
  (
    await dataSource.query<{ kind: string }[]>('SELECT kind FROM source_alarm WHERE ended_at IS NULL ORDER BY kind')
  ).map(({ kind }) => kind);
const notes = async () =>
  (await dataSource.query<{ detail: { text: string } }[]>('SELECT detail FROM alert_history ORDER BY at, id')).map(
    ({ detail }) => detail.text,
  );
/** Another look at what is looked at seldom. */
const lookLater = async (milliseconds = 10 * MINUTE_MS) => {
  clock.advance(milliseconds);
  await dataSource.query('UPDATE ledger_instance SET stated_at = $1', [clock.now()]);
  await watch.look();
};
/** It sends something in this minute. */
const sends = (name: string) =>
  dataSource.query(
    `INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
      VALUES ('minute', $1, $2, 1, 1, 0, 0, 0, 0) ON CONFLICT DO NOTHING`,
    [minute(clock.now()), name],
  );

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
    expect(await told()).toEqual(['ssh: A source is silent']);
    expect(alert).toMatchObject({ severity: 'high', reason: 'ssh sends nothing any more; 1 rule is blind' });
    expect(JSON.stringify(alert?.proof)).toContain('Root by ssh');
    expect(JSON.stringify(alert?.proof)).not.toContain('Windows');

    clock.advance(30_000);
    await watch.look();
    expect(await dataSource.query('SELECT signal_count FROM alert')).toEqual([{ signal_count: 1 }]);

    await sends('ssh');
    await watch.look();
    expect(await alerts()).toMatchObject([{ status: 'resolved', verdict: 'benign', resolvedBy: null }]);
    expect(await dataSource.query('SELECT kind, by FROM alert_history')).toEqual([{ kind: 'resolve', by: null }]);
    expect((await notes())[0]).toContain('It sends again.');
    expect(await openKinds()).toEqual([]);
  });

  it('leaves its alert to who has taken it, and raises none anew that somebody resolved before it sends again', async () => {
    await source('taken', before(6 * MINUTE_MS));
    await source('closed', before(6 * MINUTE_MS));
    await watch.look();
    await dataSource.query(`UPDATE alert SET status = 'in_progress' WHERE entity_value = 'taken'`);
    await dataSource.query(`UPDATE alert SET status = 'resolved', verdict = 'benign' WHERE entity_value = 'closed'`);
    await lookLater(MINUTE_MS);
    for (const name of ['taken', 'closed']) await sends(name);
    await watch.look();
    expect((await alerts()).map(({ entityValue, status }) => [entityValue, status])).toEqual([
      ['closed', 'resolved'],
      ['taken', 'in_progress'],
    ]);
    expect(await notes()).toEqual([expect.stringContaining('It sends again.')]);
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
    expect(await told()).toEqual(['ssh: A source is silent']);
  });

  it('is one after as long as somebody set by hand, whatever it usually does', async () => {
    await source('weekly', before(3 * MINUTE_MS), { days: 1, silence: '60' });
    await source('patient', before(HOUR_MS), { silence: '7200' });
    await watch.look();
    expect(await told()).toEqual(['weekly: A source is silent']);
  });
});

describe('a source that is not as usual', () => {
  it('sends much less than in the same hour of former days', async () => {
    await source('web', NOW);
    await dataSource.query(
      `UPDATE ledger_count SET accepted = 50 WHERE grain = 'hour' AND at = '2026-11-25T09:00:00Z' AND source = 'web'`,
    );
    await watch.look();
    expect(await told()).toEqual(['web: A source sends much less than usual']);
    expect((await alerts())[0]?.proof.selections[0]?.conditions[0]).toMatchObject({
      expected: 'about 600 events an hour',
      seen: '50 events',
    });
  });

  it('has a clock that runs ahead or behind, has lost fields, or misses hosts', async () => {
    for (const name of ['ahead', 'behind', 'fields', 'hosts']) await source(name, NOW);
    await keep(120, before(MINUTE_MS), () => ({ 'tocsin.source': 'ahead', 'tocsin.lag_ms': -90_000 }));
    await keep(120, before(MINUTE_MS), (n) => ({ 'tocsin.source': 'behind', 'tocsin.lag_ms': HOUR_MS + n * 100 }));
    await keep(150, before(2 * HOUR_MS), () => ({ 'tocsin.source': 'fields', 'url.original': '/' }));
    await keep(150, before(MINUTE_MS), () => ({ 'tocsin.source': 'fields' }));
    for (const day of [1, 2, 3])
      await keep(2, before(day * DAY_MS + MINUTE_MS), (n) => ({ 'tocsin.source': 'hosts', 'host.name': `host-${n}` }));
    await keep(1, before(MINUTE_MS), () => ({ 'tocsin.source': 'hosts', 'host.name': 'host-0' }));
    await watch.look();
    expect(await told()).toEqual([
      'ahead: The clock of a source is wrong',
      'behind: The clock of a source is wrong',
      'fields: The events of a source have changed their form',
      'hosts: Hosts of a source are silent',
    ]);
    expect((await alerts())[1]?.reason).toContain('The clock of behind runs behind');
    expect(JSON.stringify((await alerts())[3]?.proof)).toContain('nothing from host-1');
  });

  it('has no wrong clock for events that waited somewhere, nor for those that always come late', async () => {
    for (const name of ['waited', 'always']) await source(name, NOW);
    await keep(120, before(MINUTE_MS), (n) => ({ 'tocsin.source': 'waited', 'tocsin.lag_ms': HOUR_MS + n * 5_000 }));
    for (const at of [before(MINUTE_MS), before(5 * HOUR_MS)])
      await keep(120, at, () => ({ 'tocsin.source': 'always', 'tocsin.lag_ms': HOUR_MS }));
    await watch.look();
    expect(await told()).toEqual([]);
  });

  it('has one alert for all its troubles, which says what begins and what is over, until nothing is wrong', async () => {
    await source('web', before(6 * MINUTE_MS));
    await keep(120, before(7 * MINUTE_MS), () => ({ 'tocsin.source': 'web', 'tocsin.lag_ms': -90_000 }));
    await watch.look();
    expect(await told()).toEqual(['web: A source is not as usual']);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ severity: 'high', signalCount: 1 });
    expect(alert?.reason).toBe('web sends nothing any more; The clock of web runs ahead; 1 rule is blind');
    expect(alert?.proof.selections.map(({ name }) => name)).toEqual(['silent', 'clock', 'blind']);

    await sends('web');
    await watch.look();
    expect(await told()).toEqual(['web: The clock of a source is wrong']);
    expect(await alerts()).toMatchObject([{ severity: 'medium', status: 'new', signalCount: 1 }]);
    await keep(30, new Date(NOW.getTime() + 15 * MINUTE_MS), () => ({ 'tocsin.source': 'web' }));
    clock.advance(19 * MINUTE_MS);
    await sends('web');
    await lookLater(MINUTE_MS);
    expect(await alerts()).toMatchObject([{ status: 'resolved' }]);
    expect(await notes()).toEqual([
      expect.stringContaining('The clock of a source is wrong'),
      expect.stringContaining('It sends again.'),
      expect.stringContaining('times of now again. Nothing else is wrong'),
    ]);
  });

  it('raises another alert for what begins after somebody resolved one, with all that is wrong, and none for what goes on', async () => {
    await source('web', before(MINUTE_MS));
    await keep(120, before(MINUTE_MS), () => ({ 'tocsin.source': 'web', 'tocsin.lag_ms': -90_000 }));
    await watch.look();
    expect(await told()).toEqual(['web: The clock of a source is wrong']);
    await dataSource.query(`UPDATE alert SET status = 'resolved', verdict = 'benign'`);
    await sends('web');
    await lookLater(MINUTE_MS);
    expect(await alerts()).toHaveLength(1);

    await lookLater(6 * MINUTE_MS);
    expect(await alerts()).toMatchObject([
      { status: 'resolved', title: 'The clock of a source is wrong' },
      { status: 'new', title: 'A source is not as usual', severity: 'high', signalCount: 1 },
    ]);
    expect((await alerts())[1]?.proof.selections.map(({ name }) => name)).toEqual(['clock', 'silent', 'blind']);
    await dataSource.query(`UPDATE alert SET status = 'resolved', verdict = 'benign'`);
    await lookLater();
    expect(await alerts()).toHaveLength(2);
  });

  it('is not well again because too few events come to tell, and is not ill for ever because of that', async () => {
    await source('web', NOW);
    await keep(120, before(MINUTE_MS), () => ({ 'tocsin.source': 'web', 'tocsin.lag_ms': -90_000 }));
    await watch.look();
    await lookLater(HOUR_MS);
    expect(await openKinds()).toContain('clock');
    await lookLater(DAY_MS);
    expect(await openKinds()).not.toContain('clock');
    expect((await notes()).join()).toContain('Too few events');
  });

  it('misses the hosts it missed also at hours at which they are not expected, and more of them as they fall silent', async () => {
    await source('web', new Date(NOW.getTime() + 4 * HOUR_MS));
    for (const day of [1, 2, 3]) {
      await keep(1, before(day * DAY_MS + MINUTE_MS), () => ({ 'tocsin.source': 'web', 'host.name': 'first' }));
      const later = before(day * DAY_MS - 90 * MINUTE_MS);
      await keep(1, later, () => ({ 'tocsin.source': 'web', 'host.name': 'second' }));
    }
    const justNow = () => new Date(clock.now().getTime() - 1_000);
    const steady = () => keep(1, justNow(), () => ({ 'tocsin.source': 'web', 'host.name': 'steady' }));
    await steady();
    await watch.look();
    expect(JSON.stringify((await alerts())[0]?.proof)).toContain('nothing from first');
    clock.advance(2 * HOUR_MS - MINUTE_MS);
    await steady();
    await lookLater(MINUTE_MS);
    expect(await openKinds()).toEqual(['host_silent']);
    expect(await dataSource.query('SELECT subjects FROM source_alarm')).toEqual([{ subjects: ['first', 'second'] }]);
    await keep(1, justNow(), () => ({ 'tocsin.source': 'web', 'host.name': 'first' }));
    await keep(1, justNow(), () => ({ 'tocsin.source': 'web', 'host.name': 'second' }));
    await steady();
    await lookLater();
    expect(await openKinds()).toEqual([]);
    expect(await alerts()).toHaveLength(1);
  });
});
