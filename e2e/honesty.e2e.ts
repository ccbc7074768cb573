import { request } from 'node:https';
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import { connect } from 'amqplib';

import { eventually } from './support/eventually';
import { callApi, joinBy, type Responder } from './support/responder';
import { Tocsin } from './support/tocsin';

/** More than the pipeline holds at once, so that some wait in the queue. */
const BATCHES = 150;
const STORED = 2_000;
const REMOVED = 1_000;

let tocsin: Tocsin;
let mara: Responder;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(400_000);
  tocsin = new Tocsin('cluster', { TOCSIN_ALERTING_LEDGER_SECONDS: '5' });
  await tocsin.start();
  mara = await joinBy(browser, tocsin.setUpLink, { username: 'mara', displayName: 'Mara Voss' });
});

test.afterAll(async () => {
  await tocsin.stop();
  tocsin.remove();
});

test('a batch that somebody takes out of the queue is unexplained, and says so by an alert', async () => {
  const key = await tocsin.createKey('robbed');
  const store = tocsin.state.processes['elasticsearch'] ?? 0;
  process.kill(store, 'SIGSTOP');
  try {
    for (let number = 0; number < BATCHES; number += 1) await post(key, [`robbed ${number}`]);
    await takeOneFromTheQueue();
  } finally {
    process.kill(store, 'SIGCONT');
  }
  await eventually(
    'all others are stored, and the ledger knows that one is not',
    async () => {
      const sum = await ledgerOf('robbed');
      return sum?.accepted === BATCHES && sum.stored === BATCHES - 1 && sum.inFlight === 0 && sum.unexplained === 1;
    },
    120_000,
  );
  const batches = await callApi<{ batches: { state: string }[] }>(
    mara.page,
    'GET',
    `/api/ledger/batches?state=unexplained&source=robbed&${lastHour()}`,
  );
  expect(batches.body.batches).toHaveLength(1);
  await eventually('an alert says so', async () => {
    const { body } = await callApi<{ total: number }>(mara.page, 'GET', '/api/alerts?ruleId=tocsin.ledger.unexplained');
    return body.total === 1;
  });
});

test('events that somebody deletes from the store are missed by ledger verify', async () => {
  const key = await tocsin.createKey('wiped');
  const words = Array.from({ length: 500 }, (_, number) => `wiped ${number}`);
  for (let sent = 0; sent < STORED; sent += words.length)
    await post(
      key,
      words.map((one) => `${one} of ${sent}`),
    );
  await eventually('all are stored', async () => (await ledgerOf('wiped'))?.stored === STORED, 120_000);
  const before = await tocsin.command('ledger', 'verify', '--json');
  expect([before.code, JSON.parse(before.stdout)]).toEqual([0, expect.objectContaining({ missing: 0 })]);

  expect(await deleteSome('wiped', REMOVED)).toBe(REMOVED);
  const after = await tocsin.command('ledger', 'verify', '--json');
  expect(after.code).not.toBe(0);
  const { hours, missing } = JSON.parse(after.stdout) as {
    hours: { source: string; missing: number }[];
    missing: number;
  };
  expect(missing).toBe(REMOVED);
  expect(hours.filter((hour) => hour.missing > 0).every(({ source }) => source === 'wiped')).toBe(true);
  expect(after.stderr).toContain(`${REMOVED} of ${STORED + BATCHES - 1} events`);
});

interface LedgerRow {
  readonly source: string;
  readonly accepted: number;
  readonly stored: number;
  readonly inFlight: number;
  readonly unexplained: number;
}

async function ledgerOf(source: string): Promise<LedgerRow | undefined> {
  const { body } = await callApi<{ rows: LedgerRow[] }>(mara.page, 'GET', '/api/ledger');
  return body.rows.find((row) => row.source === source);
}

function lastHour(): string {
  const now = Date.now();
  return `from=${new Date(now - 3_000_000).toISOString()}&to=${new Date(now + 60_000).toISOString()}`;
}

/** As somebody with the rights of an administrator of the broker could. */
async function takeOneFromTheQueue(): Promise<void> {
  const connection = await connect(tocsin.state.engines['rabbitmq'] ?? '');
  try {
    const channel = await connection.createChannel();
    await eventually('one could be taken', async () => (await channel.get('events', { noAck: true })) !== false);
  } finally {
    await connection.close();
  }
}

/** One request; resolves when it was accepted. */
function post(key: string, messages: readonly string[]): Promise<void> {
  const { ingestUrl, caFile } = tocsin.state;
  const body = messages.map((message) => `${JSON.stringify({ message })}\n`).join('');
  return new Promise((resolve, reject) => {
    const sent = request(new URL('/events', ingestUrl), {
      method: 'POST',
      ca: readFileSync(caFile ?? ''),
      headers: { authorization: `Basic ${btoa(key)}`, 'content-type': 'application/x-ndjson' },
    });
    sent.once('error', reject).once('response', (answer) => {
      answer.resume();
      if (answer.statusCode === 200) resolve();
      else reject(new Error(`answered ${answer.statusCode}`));
    });
    sent.end(body);
  });
}

/** As somebody with the rights of an administrator of the store could; answers how many are gone. */
async function deleteSome(source: string, count: number): Promise<number> {
  const query = { size: count, _source: false, query: { term: { 'tocsin.source': source } } };
  const found = await elasticsearch<{ hits: { hits: { _index: string; _id: string }[] } }>(
    'tocsin-events-*/_search',
    JSON.stringify(query),
  );
  const deletions = found.hits.hits.map(({ _index, _id }) => `${JSON.stringify({ delete: { _index, _id } })}\n`);
  const done = await elasticsearch<{ items: { delete: { result: string } }[] }>(
    '_bulk?refresh=true',
    deletions.join(''),
  );
  return done.items.filter((item) => item.delete.result === 'deleted').length;
}

async function elasticsearch<T>(path: string, body: string): Promise<T> {
  const { origin, username, password } = new URL(tocsin.state.engines['elasticsearch'] ?? '');
  const answer = await fetch(`${origin}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body,
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}
