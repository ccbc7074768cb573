import { ensureEngines } from '@tocsin/engines';

import { progress } from '../progress';
import { enginesFolder } from '../project';
import { runBench } from './run-bench';

interface Row {
  readonly target: string;
  readonly eventsPerBody: number;
  readonly eventsPerSecond: number;
  readonly cpuMicrosecondsPerEvent: number;
  readonly refusedRequests: number;
}

/** The front door alone and behind nginx, with every event confirmed by RabbitMQ, for bodies of 1 to 2,000 events. */
export async function benchIngest(isJson: boolean): Promise<void> {
  await ensureEngines(['rabbitmq', 'nginx'], { enginesDir: enginesFolder, report: progress });
  progress('measuring the front door');
  const { rows } = await runBench<{ rows: readonly Row[] }>('ingest', { enginesDir: enginesFolder });
  process.stdout.write(isJson ? `${JSON.stringify({ ingest: rows })}\n` : `\n${table(rows)}\n`);
}

function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const figures = [row.eventsPerBody, row.eventsPerSecond, row.cpuMicrosecondsPerEvent, row.refusedRequests];
    return row.target.padEnd(18) + figures.map((figure) => figure.toLocaleString('en').padStart(16)).join('');
  });
  const head = ['events per body', 'events/s', 'CPU µs/event', 'refused'].map((title) => title.padStart(16)).join('');
  return [' '.repeat(18) + head, ...lines].join('\n');
}
