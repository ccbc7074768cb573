import { ensureEngines } from '@tocsin/engines';

import { progress } from '../progress';
import { enginesFolder } from '../project';
import { formatFigures } from './format-figures';
import { runBench } from './run-bench';

/** The front door at twice the rate its events are consumed, until it refuses, and until all it took has come out. */
export async function benchSoak(minutes: number, isJson: boolean): Promise<void> {
  await ensureEngines(['rabbitmq', 'nginx'], { enginesDir: enginesFolder, report: progress });
  progress(`sending twice as much as is consumed, for ${minutes} minutes`);
  const figures = await runBench<Record<string, number>>('ingest-soak', { enginesDir: enginesFolder, minutes });
  process.stdout.write(isJson ? `${JSON.stringify({ soak: figures })}\n` : `\nsoak\n${formatFigures(figures)}\n`);
}
