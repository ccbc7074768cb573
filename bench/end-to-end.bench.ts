import { DataSource } from 'typeorm';

import { processTrees } from './end-to-end/process-trees';
import { Elasticsearch } from './end-to-end/elasticsearch';
import { Load } from './end-to-end/load';
import { Probes } from './end-to-end/probes';
import { rawBulk } from './end-to-end/raw-bulk';

/** What `tocsin bench end-to-end` tells this process about the system under measurement. */
interface Target {
  readonly url: string;
  readonly authorization: string;
  readonly elasticsearch: string;
  readonly databaseUrl: string;
  /** Process ids by part. */
  readonly processes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** What a part of the system used: CPU of it and its children, memory at the end. */
interface PartFigures {
  readonly part: string;
  readonly cpuMicrosecondsPerEvent: number;
  readonly residentMiB: number;
}

const WARM_UP_S = 15;
const SENDER = 'sender';

/** The whole way, shipper to store, as fast as the system stores; then the same documents by `_bulk` alone. */
async function main(target: Target): Promise<void> {
  const store = new Elasticsearch(target.elasticsearch);
  const load = new Load(target, () => store.indexed());
  const sending = load.run();
  await load.sleep(WARM_UP_S);
  const trees = processTrees({ ...target.processes, [SENDER]: process.pid });
  const before = { cpu: trees.cpu(), stored: await store.indexed(), at: performance.now() };
  const probes = new Probes(target, store);
  const probing = probes.run(target.seconds);
  await load.sleep(target.seconds);
  const seconds = (performance.now() - before.at) / 1000;
  const stored = (await store.indexed()) - before.stored;
  const cpu = trees.cpu();
  const resident = trees.residentMiB();
  load.stop();
  await Promise.all([sending, probing]);
  const parts = Object.keys(cpu).map((part): PartFigures => ({
    part,
    cpuMicrosecondsPerEvent: round(((cpu[part] ?? 0) - (before.cpu[part] ?? 0)) / stored, 1),
    residentMiB: resident[part] ?? 0,
  }));
  const latency = await latencies(probes, target.databaseUrl);
  const raw = await rawBulk(store, () => processTrees(target.processes).cpu()['elasticsearch'] ?? 0);
  process.send?.({
    seconds: round(seconds, 1),
    stored,
    storedPerSecond: round(stored / seconds, 0),
    refused: load.refused,
    parts,
    latency,
    raw,
  });
}

async function latencies(probes: Probes, databaseUrl: string) {
  const database = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  try {
    return { searchableMs: probes.searchable(), alertMs: await probes.alerted(database) };
  } finally {
    await database.destroy();
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

process.once('message', (target) => {
  main(target as Target).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
