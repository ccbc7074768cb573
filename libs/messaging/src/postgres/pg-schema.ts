import type { ClientBase } from 'pg';

/** Any number that nobody else takes: keeps two processes from building the schema at once. */
const SCHEMA_LOCK = 7_461_200_153;

/**
 * How many rows the size of a queue is spread over. A publish adds to one of them and holds it until its commit is on
 * disk; with one row only, all publishers would wait for each other's fsync.
 */
export const USAGE_SHARDS = 16;

/** Steps of the schema; applied once each, in order. Only ever append. */
const STEPS: readonly string[] = [
  `create table bus.message (
     seq bigint generated always as identity primary key,
     queue text not null,
     due timestamptz not null default now(),
     attempts integer not null default 0,
     id text not null,
     headers jsonb not null,
     body bytea not null
   );
   alter table bus.message alter column body set storage external;
   alter table bus.message set (
     autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
     toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 50000);
   create index message_due on bus.message (queue, due, seq);
   create table bus.usage (
     queue text not null,
     shard smallint not null,
     bytes bigint not null default 0,
     messages bigint not null default 0,
     primary key (queue, shard)
   ) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);`,
  `create table bus.log_partition (
     log text not null,
     partition integer not null,
     next_offset bigint not null default 0,
     bytes bigint not null default 0,
     primary key (log, partition)
   );
   create table bus.log_record (
     log text not null,
     partition integer not null,
     "offset" bigint not null,
     position bigint not null,
     id text not null,
     headers jsonb not null,
     body bytea not null,
     primary key (log, partition, "offset")
   );
   alter table bus.log_record alter column body set storage external;`,
  `create unlogged table bus.question (
     id uuid primary key,
     topic text not null,
     body bytea not null,
     until timestamptz not null,
     is_taken boolean not null default false,
     answer bytea
   );
   create index question_open on bus.question (topic) where not is_taken;`,
];

/** Brings the SQL schema `bus` up to date, and gives every queue its rows for counting. */
export async function ensureSchema(client: ClientBase, queues: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await applySteps(client);
    await client.query(
      `insert into bus.usage (queue, shard)
       select queue, shard from unnest($1::text[]) queue, generate_series(0, $2 - 1) shard
       on conflict do nothing`,
      [queues, USAGE_SHARDS],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function applySteps(client: ClientBase): Promise<void> {
  if (await isCurrent(client)) return;
  await client.query('create schema if not exists bus');
  await client.query('create table if not exists bus.schema_step (step integer primary key)');
  const { rows } = await client.query<{ step: number }>('select step from bus.schema_step');
  const done = new Set(rows.map(({ step }) => step));
  for (const [step, sql] of STEPS.entries()) {
    if (done.has(step)) continue;
    await client.query(sql);
    await client.query('insert into bus.schema_step values ($1)', [step]);
  }
}

/** So that an everyday connect needs no right to create anything. */
async function isCurrent(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>(`select to_regclass('bus.schema_step')::text as found`);
  if (!rows[0]?.found) return false;
  const steps = await client.query('select from bus.schema_step');
  return steps.rowCount === STEPS.length;
}
