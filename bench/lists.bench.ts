import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SystemClock } from '@tocsin/clock';
import { createDataSource, ListEntity, migrate, type DatabaseReady } from '@tocsin/database';
import { privatePostgres } from '@tocsin/engines';
import type { ValueKind } from '@tocsin/lists';
import type { DataSource } from 'typeorm';

import { ListLoader } from '../apps/pipeline/src/stages/3-enrich/lists/list-loader';
import { PostgresLists } from '../apps/pipeline/src/stages/3-enrich/lists/postgres-lists';

const TERMS = 1_000_000;
const PER_INSERT = 20_000;
const LOOKUPS = 200_000;
const CHANGES = 20;
const KINDS = new Map([['watchlist', 50_000]] as const);

/** Addresses, networks, domains and hashes, a quarter each; every tenth term has a reason of its own. */
const INSERT = `
  INSERT INTO list_entry (list_id, kind, key, value, facts, created_at)
    SELECT $1, kind, key, key, jsonb_build_object('reason', 'seen by sensor ' || (n / 10), 'reference', 'https://ref.example/' || (n % 100)), now()
      FROM generate_series($2::int, $3::int) n, LATERAL (
        SELECT CASE n % 4 WHEN 1 THEN 'cidr' WHEN 2 THEN 'domain' ELSE 'exact' END AS kind,
          CASE n % 4
            WHEN 0 THEN ((n >> 16) % 224) || '.' || ((n >> 8) % 256) || '.' || (n % 256) || '.' || (n % 251)
            WHEN 1 THEN '10.' || ((n >> 8) % 256) || '.' || (n % 256) || '.' || ((n >> 16) * 8 % 256) || '/29'
            WHEN 2 THEN 'host-' || n || '.evil.example'
            ELSE md5(n::text) || md5((n + 1)::text) END AS key) AS term
    ON CONFLICT DO NOTHING`;

/** A million terms in PostgreSQL: how long a worker takes to load them, how large they are, what a look and a change cost. */
async function main({ enginesDir }: { enginesDir: string }): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const postgres = privatePostgres({ enginesDir, dataDir: join(folder, 'data'), runDir: join(folder, 'run') });
  await postgres.start();
  const dataSource = await createDataSource({ url: postgres.url }).initialize();
  try {
    await migrate(dataSource);
    const listId = await fill(dataSource);
    return await measure(dataSource, listId);
  } finally {
    await dataSource.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(dataSource: DataSource): Promise<string> {
  const list = { name: 'bench', kind: 'watchlist', description: '', signalLevel: null, validDays: null } as const;
  const { identifiers } = await dataSource.getRepository(ListEntity).insert({ ...list, createdAt: new Date() });
  const { id } = identifiers[0] as { id: string };
  for (let from = 0; from < TERMS; from += PER_INSERT)
    await dataSource.query(INSERT, [id, from, from + PER_INSERT - 1]);
  return id;
}

async function measure(dataSource: DataSource, listId: string): Promise<Record<string, number>> {
  const ready = { whenReady: () => Promise.resolve() } as DatabaseReady;
  const loader = new ListLoader(new PostgresLists(dataSource, ready), new SystemClock());
  const before = residentBytes();
  const loaded = await timed(() => loader.load(KINDS));
  const terms = loader.memory.size('watchlist');
  const after = residentBytes();
  return {
    terms,
    loadSeconds: round(loaded / 1_000),
    indexBytesPerTerm: round(loader.memory.bytes / terms),
    residentMegabytesMore: round((after - before) / 1_024 ** 2),
    firstLookMicroseconds: lookMicroseconds(loader, 'address', (n) => `198.51.${(n >> 8) % 256}.${n % 256}`, LOOKUPS),
    newNameMicroseconds: lookMicroseconds(loader, 'host', (n) => `www.shop-${n}.example`, LOOKUPS),
    knownNameMicroseconds: lookMicroseconds(loader, 'host', (n) => `www.shop-${n % 1_000}.example`, LOOKUPS),
    ...(await changeMilliseconds(dataSource, loader, listId)),
  };
}

function lookMicroseconds(loader: ListLoader, kind: ValueKind, value: (n: number) => string, looks: number): number {
  const startedAt = performance.now();
  for (let n = 0; n < looks; n += 1) loader.hits('watchlist', kind, value(n));
  return round(((performance.now() - startedAt) * 1_000) / looks);
}

/** From before the write of one entry until a worker that is told at once has it. */
async function changeMilliseconds(dataSource: DataSource, loader: ListLoader, listId: string) {
  const took: number[] = [];
  for (let n = TERMS; n < TERMS + CHANGES; n += 1)
    took.push(
      await timed(async () => {
        await dataSource.query(INSERT, [listId, n, n]);
        await loader.load(KINDS);
      }),
    );
  took.sort((one, other) => one - other);
  return { changeMilliseconds: round(took[CHANGES / 2] ?? 0), slowestChangeMilliseconds: round(took.at(-1) ?? 0) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** After a collection where Node was started with --expose-gc. */
function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

function round(figure: number): number {
  return Number(figure.toFixed(2));
}

process.once('message', (task) => {
  void main(task as { enginesDir: string })
    .then((figures) => process.send?.(figures))
    .then(() => process.disconnect());
});
