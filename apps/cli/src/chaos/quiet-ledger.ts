import { setTimeout as wait } from 'node:timers/promises';

import { createDataSource } from '@tocsin/database';
import { LedgerBook, type BookSum } from '@tocsin/ledger';
import type { DataSource } from 'typeorm';

const LOOK_EVERY_MS = 1_000;
/** Batches wait in spool and queue, engines come back, and the ledger rebuilds after a minute what front ends did not say. */
const QUIET_LIMIT_MS = 300_000;
/** Outcomes whose front end died before it could say what it accepted, not rebuilt yet. */
const NOT_REBUILT = `
  SELECT count(*)::int AS count FROM batch_outcome AS outcome
   WHERE source = $1 AND NOT EXISTS (SELECT FROM ledger_claim AS claim WHERE claim.claim = outcome.claim AND claim.settled_at IS NOT NULL)`;

/** Waits until the ledger has nothing on its way any more, or does not get there; answers its sums. */
export async function quietLedger(postgresUrl: string, source: string): Promise<BookSum> {
  const dataSource = await createDataSource({ url: postgresUrl }).initialize();
  try {
    const until = performance.now() + QUIET_LIMIT_MS;
    while (performance.now() < until && !(await isQuiet(dataSource, source))) await wait(LOOK_EVERY_MS);
    return await sumOf(dataSource, source);
  } finally {
    await dataSource.destroy();
  }
}

async function isQuiet(dataSource: DataSource, source: string): Promise<boolean> {
  const { accepted, inFlight, unexplained } = await sumOf(dataSource, source);
  const [row] = await dataSource.query<{ count: number }[]>(NOT_REBUILT, [source]);
  return accepted > 0 && inFlight === 0 && unexplained === 0 && row?.count === 0;
}

function sumOf(dataSource: DataSource, source: string): Promise<BookSum> {
  const range = { grain: 'day', from: new Date(0), to: new Date('2100-01-01'), source } as const;
  return new LedgerBook(dataSource).total(range);
}
