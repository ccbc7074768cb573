import { Logger } from '@nestjs/common';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import { Client } from 'pg';

import { EVER, Scope, tally } from '../../testing/contract/harness';
import { createEventStore } from '../create-event-store';
import { StoreUnavailable, type EventStore } from '../event-store';

const OLD = { '@timestamp': '2001-01-01T00:00:00.000Z' };

describe('the tables of events', () => {
  let sql: Client;
  let url: string;
  let store: EventStore;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    url = await testPostgresUrl();
    sql = new Client({ connectionString: url });
    await sql.connect();
    store = createEventStore({ kind: 'postgres', url });
  });
  afterEach(async () => {
    await store.close();
    await sql.end();
  });

  it('are one per UTC day, in a schema of their own', async () => {
    await store.append([new Scope().item(1)]);
    const { rows } = await sql.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'events' AND tablename LIKE 'entry_%'`,
    );
    expect(rows).toEqual([{ tablename: 'entry_2026_03_02' }]);
  });

  it('are made by whoever comes first of many', async () => {
    const stores = Array.from({ length: 6 }, () => createEventStore({ kind: 'postgres', url }));
    const scope = new Scope();
    const outcomes = await Promise.all(stores.map((one, nr) => one.append([scope.item(nr)])));
    expect(tally(outcomes.flat())).toEqual({ stored: 6 });
    for (const one of stores) await one.close();
  });

  it('take the neighbours of an event that the server refuses', async () => {
    const scope = new Scope();
    await store.append([scope.item('first')]);
    await sql.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'too odd' USING ERRCODE = '22023'; END $$`);
    await sql.query(`
      CREATE TRIGGER refuse BEFORE INSERT ON events.entry_2026_03_02 FOR EACH ROW
        WHEN (NEW.event ->> 'user.name' = 'odd') EXECUTE FUNCTION refuse()`);
    const batch = scope.items(100, (nr) => (nr === 41 || nr === 42 ? { 'user.name': 'odd' } : {}));
    const outcomes = await store.append(batch);
    expect(tally(outcomes)).toEqual({ stored: 98, rejected: 2 });
    expect(outcomes[41]).toEqual({ kind: 'rejected', reason: expect.stringContaining('too odd') as string });
    expect(await scope.count(store)).toBe(99);
  });

  it('keep what jsonb cannot hold searchable in a visible form', async () => {
    const scope = new Scope();
    await store.append([scope.item('nul', { 'user.name': 'a\0b' })]);
    const condition = { kind: 'equals', field: 'user.name', value: 'a␀b', cased: true } as const;
    expect(await scope.names(store, condition)).toEqual(['nul']);
  });

  it('are not dropped under a reader, and nobody waits long for one', async () => {
    const scope = new Scope();
    await store.append([scope.item('old', OLD), scope.item('new')]);
    await sql.query('BEGIN');
    await sql.query('SELECT count(*) FROM events.entry');
    await expect(store.dropBefore('2002-01-01')).rejects.toThrow(StoreUnavailable);
    expect(await scope.count(store)).toBe(2);
    await sql.query('COMMIT');
    expect(await store.dropBefore('2002-01-01')).toEqual(['2001-01-01']);
  });

  it('can be made while somebody reads and writes the others', async () => {
    const scope = new Scope();
    await store.append([scope.item('old', OLD)]);
    await sql.query('BEGIN');
    await sql.query(`UPDATE events.entry SET ingested = now()`);
    expect(tally(await store.append([scope.item('new')]))).toEqual({ stored: 1 });
    await sql.query('ROLLBACK');
  });

  it('are made again when somebody has dropped the schema', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await sql.query('DROP SCHEMA events CASCADE');
    await expect(store.append([scope.item(1)])).rejects.toThrow(StoreUnavailable);
    expect(tally(await store.append([scope.item(1)]))).toEqual({ stored: 1 });
  });

  it('on a server that is read-only are waited for', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await sql.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`,
    );
    const other = createEventStore({ kind: 'postgres', url });
    await expect(other.append([scope.item(2)])).rejects.toThrow(/read-only/);
    expect(await other.health()).toEqual({ isWritable: false, detail: expect.stringMatching(/primary/) as string });
    await other.close();
  });

  it('are found again by a store whose connections were all cut', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await sql.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin event store'`,
    );
    await eventually(async () => (await store.append([scope.item(2)])).length === 1);
    await store.refresh();
    expect((await store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 0 })).total).toBe(2);
  });
});
