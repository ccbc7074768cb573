import { progress } from '../progress';
import { formatFigures } from './format-figures';
import { runBench } from './run-bench';

/** Five million keys that a worker remembers to have seen. */
export async function benchLastSeen(isJson: boolean): Promise<void> {
  progress('remembering five million keys');
  const figures = await runBench<Record<string, number>>('last-seen', {}, ['--expose-gc']);
  process.stdout.write(
    isJson ? `${JSON.stringify({ lastSeen: figures })}\n` : `\nlast-seen\n${formatFigures(figures)}\n`,
  );
}
