import { expect, test } from '@playwright/test';

import { eventually } from './support/eventually';
import { CLIENTS, hasShipperKit, installShippers, runName, ship } from './support/shipper-kit';
import { Tocsin } from './support/tocsin';

/** Each client sends so many; `SHIPPER_EVENTS=10000` for the long run. */
const EVENTS = Number(process.env['SHIPPER_EVENTS'] ?? 1_000);
const STORED_LIMIT_MS = 120_000;
/** What rsyslog, syslog-ng and the official client do when an answer is late or lost differs most. */
const THROUGH_AN_OUTAGE = ['rsyslog', 'syslog-ng', 'elasticsearch-js', 'curl:bulkgz'] as const;

let tocsin: Tocsin;
let key: string;

test.describe.configure({ mode: 'serial' });
test.skip(!hasShipperKit, 'needs the collection of unmodified clients (TOCSIN_SHIPPERS)');

test.beforeAll(async () => {
  test.setTimeout(400_000);
  await installShippers();
  tocsin = new Tocsin('cluster');
  await tocsin.start();
  key = await tocsin.createKey('shippers');
});

test.afterAll(async () => {
  await tocsin.stop();
  tocsin.remove();
});

for (const client of CLIENTS) {
  test(`${client} delivers everything over TLS, each event stored once`, async () => {
    await deliver(client, 'calm');
  });
}

for (const client of THROUGH_AN_OUTAGE) {
  test(`${client} delivers everything, each event stored once, although the broker is killed meanwhile`, async () => {
    const killed = tocsin.kill('rabbitmq');
    await deliver(client, 'outage');
    await killed;
  });
}

async function deliver(client: string, run: string): Promise<void> {
  const { ingestUrl: url, caFile } = tocsin.state;
  const said = await ship({ client, run, url, caFile, events: EVENTS, key });
  const name = runName({ client, run });
  const { total } = await eventually(
    `${EVENTS} events of ${name} are stored (the client said: ${said})`,
    async () => {
      const found = await stored(name);
      return found.numbers.size >= EVENTS ? found : undefined;
    },
    STORED_LIMIT_MS,
  );
  expect(total).toBe(EVENTS);
}

/** The events of a run straight from Elasticsearch: how many there are, and which numbers they have. */
async function stored(run: string): Promise<{ readonly total: number; readonly numbers: ReadonlySet<string> }> {
  const { origin, username, password } = new URL(tocsin.state.engines['elasticsearch'] ?? '');
  const answer = await fetch(`${origin}/tocsin-events-*/_search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body: JSON.stringify({
      size: 10_000,
      track_total_hits: true,
      _source: ['message'],
      query: { match_phrase: { message: `tocsin-probe ${run}` } },
    }),
  });
  const { hits } = (await answer.json()) as {
    hits: { total: { value: number }; hits: { _source: { message: string } }[] };
  };
  const number = new RegExp(`${run} (\\d{6})`);
  const numbers = hits.hits.flatMap(({ _source: { message } }) => number.exec(message)?.[1] ?? []);
  return { total: hits.total.value, numbers: new Set(numbers) };
}
