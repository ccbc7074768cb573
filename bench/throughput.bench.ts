import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { createEventStore, StoreUnavailable, type EventStore } from '@tocsin/event-store';

import { sampleBodies } from './events';
import { sendAll } from './sender';

/** What `tocsin bench` tells this process about the system under measurement. */
interface Target {
  readonly url: string;
  readonly authorization: string;
  readonly source: string;
  readonly store: { readonly kind: 'elasticsearch' | 'postgres'; readonly url: string };
}

const EVENTS = 50_000;
const PER_BODY = 200;
const CONNECTIONS = 8;
const ASK_EVERY_MS = 250;
const STORED_LIMIT_MS = 300_000;

/** 50,000 events in bodies of 200: how fast they are accepted, how fast they are stored, and the bare server beside it. */
async function main(target: Target): Promise<void> {
  const bodies = sampleBodies(EVENTS, PER_BODY);
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  const bare = await measureBareServer(bodies);
  const store = createEventStore({ ...target.store });
  const startedAt = performance.now();
  const accepted = await sendAll(`${target.url}/events`, bodies, { authorization: target.authorization }, CONNECTIONS);
  const stored = await untilStored(store, target.source, EVENTS - accepted.refused * PER_BODY);
  const storedSeconds = (performance.now() - startedAt) / 1000;
  await store.close();
  process.send?.({
    events: EVENTS,
    bytesPerEvent: Math.round(bytes / EVENTS),
    refusedRequests: accepted.refused,
    storedEvents: stored,
    bareServerPerSecond: rate(bare.seconds),
    acceptedPerSecond: rate(accepted.seconds),
    storedPerSecond: rate(storedSeconds),
    acceptedToBare: Number((bare.seconds / accepted.seconds).toFixed(3)),
  });
}

function rate(seconds: number): number {
  return Math.round(EVENTS / seconds);
}

async function measureBareServer(bodies: readonly Buffer[]): Promise<{ seconds: number }> {
  const server = fork(join(__dirname, 'bare-server.js'));
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const result = await sendAll(`http://127.0.0.1:${port}/`, bodies, {}, CONNECTIONS);
  server.disconnect();
  return result;
}

async function untilStored(store: EventStore, source: string, wanted: number): Promise<number> {
  const until = performance.now() + STORED_LIMIT_MS;
  let total = 0;
  while (total < wanted && performance.now() < until) {
    await wait(ASK_EVERY_MS);
    total = await countStored(store, source).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) return total;
      throw error;
    });
  }
  return total;
}

/** Seldom enough that the questions are no load of their own. */
async function countStored(store: EventStore, source: string): Promise<number> {
  await store.refresh();
  const page = await store.search({
    expr: { kind: 'equals', field: 'tocsin.source', value: source, cased: true },
    range: { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' },
    sort: 'newest',
    size: 1,
  });
  return page.total;
}

process.once('message', (target) => {
  void main(target as Target).then(() => process.disconnect());
});
