import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { EVENTS_QUEUE } from '@tocsin/messaging';
import { connect } from 'amqplib';

import { cpuMicroseconds } from './cpu';
import { sampleBodies } from './events';
import { startFrontEnd, type FrontEnd } from './front-end';
import { sendAll } from './sender';

const CONNECTIONS = 8;
/** Events per body, and how many events in all: enough for the kernel's clock, few enough for a coffee. */
const SIZES = [
  [1, 10_000],
  [20, 60_000],
  [200, 200_000],
  [2_000, 200_000],
] as const;
const WARM_UP_EVENTS = 20_000;
const DISTINCT_EVENTS = 20_000;

interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The processes whose CPU counts. */
  readonly pids: readonly number[];
}

interface Row {
  readonly target: string;
  readonly eventsPerBody: number;
  readonly eventsPerSecond: number;
  readonly cpuMicrosecondsPerEvent: number;
  readonly refusedRequests: number;
}

/**
 * Ingest alone and behind nginx, every event confirmed on a quorum queue, beside a bare server that only reads the body: the
 * three in turn for each size of body, so that a slow minute of the machine is one for all.
 */
async function main({ enginesDir }: { readonly enginesDir: string }): Promise<void> {
  const bare = fork(join(__dirname, 'bare-server.js'));
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }];
  const frontEnd = await startFrontEnd(enginesDir);
  try {
    const targets = targetsOf(frontEnd, { url: `http://127.0.0.1:${port}`, pid: bare.pid as number });
    for (const target of targets) await send(target, WARM_UP_EVENTS, 200);
    const rows: Row[] = [];
    for (const [perBody, events] of SIZES) {
      for (const target of targets) rows.push(await measure(target, perBody, events));
      await purge(frontEnd.brokerUrl);
    }
    process.send?.({ rows });
  } finally {
    bare.disconnect();
    await frontEnd.stop();
  }
}

function targetsOf(frontEnd: FrontEnd, bare: { readonly url: string; readonly pid: number }): Target[] {
  const headers = { authorization: frontEnd.authorization };
  const { ingestPid, nginxPid } = frontEnd;
  return [
    { name: 'bare server', url: `${bare.url}/`, headers: {}, pids: [bare.pid] },
    { name: 'ingest', url: `${frontEnd.ingestUrl}/events`, headers, pids: [ingestPid] },
    { name: 'nginx and ingest', url: `${frontEnd.nginxUrl}/events`, headers, pids: [ingestPid, nginxPid] },
  ];
}

async function measure(target: Target, eventsPerBody: number, events: number): Promise<Row> {
  const before = cpuOf(target);
  const { seconds, refused } = await send(target, events, eventsPerBody);
  return {
    target: target.name,
    eventsPerBody,
    eventsPerSecond: Math.round(events / seconds),
    cpuMicrosecondsPerEvent: Number(((cpuOf(target) - before) / events).toFixed(2)),
    refusedRequests: refused,
  };
}

function cpuOf({ pids }: Target): number {
  return pids.reduce((sum, pid) => sum + cpuMicroseconds(pid), 0);
}

/** The same bodies over and over: what a repetition is taken for is settled by the pipeline, not here. */
function send({ url, headers }: Target, events: number, perBody: number) {
  const bodies = sampleBodies(Math.min(events, DISTINCT_EVENTS), perBody);
  const all = Array.from({ length: events / perBody }, (_, index) => bodies[index % bodies.length] as Buffer);
  return sendAll(url, all, headers, CONNECTIONS);
}

async function purge(url: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.purgeQueue(EVENTS_QUEUE);
  await connection.close();
}

process.once('message', (task) => {
  void main(task as { enginesDir: string }).then(() => process.disconnect());
});
