import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import type { SimulatedLine } from '@tocsin/api-contract';

import { Simulation } from '../apps/pipeline/src/simulation/simulation';
import { PluginTimes } from './pipeline/plugin-times';
import { MeasuredStages } from './pipeline/stages';

interface Task {
  /** Lines of JSON, each with a `file` that names a product, and `logs` of which each has a `log`. */
  readonly corpus: string;
}

type Fields = Extract<SimulatedLine, { outcome: 'event' }>['event'];

/** What a responder asks of an event first, and the fields that answer it. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  host: ['host.name', 'host.ip', 'observer.name'],
  process: ['process.name', 'process.executable'],
  addresses: ['source.ip', 'destination.ip', 'client.ip', 'server.ip'],
  user: ['user.name', 'user.id', 'user.email', 'user.target.name'],
  outcome: ['event.outcome'],
};

type Counts = Record<string, number>;

/** Counts, by product, how many of its lines answer which question. */
async function main({ corpus }: Task): Promise<void> {
  const stages = await MeasuredStages.start(new PluginTimes(), []);
  const simulation = stages.app.get(Simulation);
  const products: { product: string; counts: Counts }[] = [];
  for (const [product, logs] of await logsByProduct(corpus)) {
    const sending = simulation.open({ source: 'coverage', receivedAt: new Date(), traces: false });
    const told = await sending.send(logs.map((log, index) => ({ number: index + 1, bytes: Buffer.from(log) })));
    products.push({ product, counts: countsOf(told) });
  }
  process.send?.({ questions: ['lines', 'understood', 'time', ...Object.keys(QUESTIONS)], products });
  await stages.app.close();
}

async function logsByProduct(corpus: string): Promise<Map<string, string[]>> {
  const byProduct = new Map<string, string[]>();
  for await (const line of createInterface({ input: createReadStream(corpus) })) {
    const { file, logs } = JSON.parse(line) as { file: string; logs: { log: string }[] };
    const product = file.replace(/\.\w+$/, '');
    byProduct.set(product, [...(byProduct.get(product) ?? []), ...logs.map(({ log }) => log)]);
  }
  return new Map([...byProduct].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A line that is a part of another's event says what that says. */
function countsOf(told: readonly SimulatedLine[]): Counts {
  const events = new Map(told.flatMap((one) => (one.outcome === 'event' ? [[one.line, one.event] as const] : [])));
  const counts: Counts = {};
  for (const line of new Set(told.map((one) => one.line))) {
    const joined = told.find((one) => one.line === line && one.outcome === 'joined');
    const event = events.get(joined?.outcome === 'joined' ? joined.to : line);
    for (const answer of ['lines', ...(event === undefined ? [] : answersOf(event))])
      counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

function answersOf(event: Fields): string[] {
  const has = (field: string) => event[field] !== undefined && event[field] !== null;
  return [
    ...(has('event.module') || has('event.dataset') ? ['understood'] : []),
    ...(event['@timestamp'] === event['event.ingested'] ? [] : ['time']),
    ...Object.entries(QUESTIONS).flatMap(([question, fields]) => (fields.some(has) ? [question] : [])),
  ];
}

process.once('message', (task: Task) => {
  void main(task).then(() => process.disconnect());
});
