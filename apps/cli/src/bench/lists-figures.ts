import { ensureEngines } from '@tocsin/engines';

import { progress } from '../progress';
import { enginesFolder } from '../project';
import { formatFigures } from './format-figures';
import { runBench } from './run-bench';

/** A million terms of lists in one worker. */
export async function benchLists(isJson: boolean): Promise<void> {
  await ensureEngines(['postgres'], { enginesDir: enginesFolder, report: progress });
  progress('loading a million terms');
  const figures = await runBench<Record<string, number>>('lists', { enginesDir: enginesFolder });
  process.stdout.write(isJson ? `${JSON.stringify({ lists: figures })}\n` : `\nlists\n${formatFigures(figures)}\n`);
}
