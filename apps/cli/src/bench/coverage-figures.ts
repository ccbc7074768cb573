import { progress } from '../progress';
import { runBench } from './run-bench';

interface Coverage {
  readonly questions: readonly string[];
  readonly products: readonly { readonly product: string; readonly counts: Readonly<Record<string, number>> }[];
}

/** Of a corpus of lines by product, how many answer what a responder asks first: a table in Markdown. */
export async function benchCoverage(corpus: string, isJson: boolean): Promise<void> {
  progress('reading the lines of every product');
  const coverage = await runBench<Coverage>('coverage', { corpus });
  process.stdout.write(isJson ? `${JSON.stringify({ coverage })}\n` : `\n${table(coverage)}\n`);
}

function table({ questions, products }: Coverage): string {
  const rows = products.map(({ product, counts }) =>
    row(
      product,
      questions.map((question) => counts[question] ?? 0),
    ),
  );
  const totals = questions.map((question) => products.reduce((sum, { counts }) => sum + (counts[question] ?? 0), 0));
  return [
    row('product', questions),
    row(
      '---',
      questions.map(() => '--:'),
    ),
    ...rows,
    row('**all**', totals),
  ].join('\n');
}

function row(name: string, cells: readonly (string | number)[]): string {
  return `| ${[name, ...cells].join(' | ')} |`;
}
