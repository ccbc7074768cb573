import { progress } from '../progress';
import { formatFigures } from './format-figures';
import { runBench } from './run-bench';

/** What rules cost on events: load, memory, one by one and by the index, and among a thousand that have nothing to do with them. */
export async function benchRules(
  task: { rules: string; corpus: string; logsource?: string },
  isJson: boolean,
): Promise<void> {
  progress('matching the rules one by one and by the index');
  const figures = await runBench<Record<string, number>>('rules', task, ['--expose-gc']);
  process.stdout.write(isJson ? `${JSON.stringify({ rules: figures })}\n` : `\nrules\n${formatFigures(figures)}\n`);
}
