import { runBench } from './run-bench';

interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly probes: number;
  readonly missed: number;
}

interface EndToEnd {
  readonly seconds: number;
  readonly stored: number;
  readonly storedPerSecond: number;
  readonly refused: number;
  readonly parts: readonly {
    readonly part: string;
    readonly cpuMicrosecondsPerEvent: number;
    readonly residentMiB: number;
  }[];
  readonly latency: { readonly searchableMs: Latency; readonly alertMs: Latency };
  readonly raw: { readonly storedPerSecond: number; readonly cpuMicrosecondsPerEvent: number };
}

/** Of the load, not of the system. */
const SENDER = 'sender';
const STORE = 'elasticsearch';

/** Shipper to store, and what each part of it costs, beside `_bulk` alone. */
export async function benchEndToEnd(task: object, isJson: boolean): Promise<void> {
  const figures = await runBench<EndToEnd>('end-to-end', task);
  const ours = figures.parts
    .filter(({ part }) => part !== SENDER && part !== STORE)
    .reduce((sum, { cpuMicrosecondsPerEvent }) => sum + cpuMicrosecondsPerEvent, 0);
  const store = figures.parts.find(({ part }) => part === STORE)?.cpuMicrosecondsPerEvent ?? NaN;
  const ratios = {
    ourCpuToElasticsearch: Number((ours / store).toFixed(2)),
    storedToRawBulk: Number((figures.storedPerSecond / figures.raw.storedPerSecond).toFixed(2)),
  };
  const whole = { ...figures, ourCpuMicrosecondsPerEvent: Number(ours.toFixed(1)), ...ratios };
  process.stdout.write(isJson ? `${JSON.stringify({ endToEnd: whole })}\n` : `\n${table(whole)}\n`);
}

function table(
  figures: EndToEnd & {
    readonly ourCpuMicrosecondsPerEvent: number;
    readonly ourCpuToElasticsearch: number;
    readonly storedToRawBulk: number;
  },
): string {
  const { searchableMs, alertMs } = figures.latency;
  return [
    `${count(figures.stored)} events in ${figures.seconds} s: ${count(figures.storedPerSecond)} stored/s, ${figures.refused} requests refused`,
    `_bulk alone: ${count(figures.raw.storedPerSecond)}/s at ${figures.raw.cpuMicrosecondsPerEvent} µs of CPU an event; we store ${figures.storedToRawBulk} of that`,
    latencyLine('accepted to searchable', searchableMs),
    latencyLine('accepted to alert', alertMs),
    '',
    `${'part'.padEnd(16)}${'CPU µs/event'.padStart(14)}${'MiB'.padStart(8)}`,
    ...figures.parts.map(
      ({ part, cpuMicrosecondsPerEvent, residentMiB }) =>
        `${part.padEnd(16)}${cpuMicrosecondsPerEvent.toFixed(1).padStart(14)}${count(residentMiB).padStart(8)}`,
    ),
    `${'all but store'.padEnd(16)}${figures.ourCpuMicrosecondsPerEvent.toFixed(1).padStart(14)}   ${figures.ourCpuToElasticsearch} × Elasticsearch`,
  ].join('\n');
}

function latencyLine(what: string, { p50, p99, probes, missed }: Latency): string {
  return `${what}: ${count(p50)} ms in the middle, ${count(p99)} ms at p99 (${probes} probes, ${missed} never)`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
