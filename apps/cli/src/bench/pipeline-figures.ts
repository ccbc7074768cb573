import { progress } from '../progress';
import { runBench } from './run-bench';

type Steps = Readonly<Record<string, number>>;

interface PipelineFigures {
  readonly events: number;
  readonly bytesPerEvent: number;
  readonly steps: Steps;
  readonly kinds: readonly { readonly kind: string; readonly steps: Steps }[];
  readonly plugins: Steps;
  readonly rules: Steps;
}

interface Worker {
  readonly mebibytes: number;
  readonly enrichMicros: number;
}

interface MemoryFigures {
  readonly terms: number;
  readonly withoutLists: Worker;
  readonly withTerms: Worker;
}

/** What an event may cost at a step, in µs, where JSON.parse of it takes 1.7. */
const BUDGET: Steps = { parse: 3, normalize: 8, enrich: 4, 'match stock': 20, 'match sigma': 20, encode: 4 };
const PARSE_THERE = 1.7;
const LABEL = 24;
const COLUMN = 15;

/** The stages of a worker, each alone on one core, beside what JSON.parse and JSON.stringify take for the same events. */
export async function benchPipeline(isJson: boolean, rules: string | undefined): Promise<void> {
  progress('measuring the stages of the pipeline');
  const task = rules === undefined ? {} : { rules };
  const figures = await runBench<PipelineFigures>('pipeline', task);
  progress('measuring the memory of a worker');
  const memory = await runBench<MemoryFigures>('pipeline-memory', {}, ['--expose-gc']);
  const text = isJson ? JSON.stringify({ pipeline: { ...figures, memory } }) : `\n${report(figures, memory)}`;
  process.stdout.write(`${text}\n`);
}

function report(figures: PipelineFigures, memory: MemoryFigures): string {
  const { events, bytesPerEvent, plugins } = figures;
  return [
    `${events.toLocaleString('en')} events of ${Math.round(bytesPerEvent)} bytes in batches of 200, one core`,
    '',
    ...stepTable(figures),
    '',
    ...kindTable(figures),
    '',
    'plug-in'.padEnd(LABEL) + 'µs/event'.padStart(COLUMN),
    ...Object.entries(plugins)
      .sort(([, a], [, b]) => b - a)
      .map(([type, micros]) => type.padEnd(LABEL) + cell(micros)),
    '',
    ...memoryTable(memory),
  ].join('\n');
}

function memoryTable({ terms, withoutLists, withTerms }: MemoryFigures): string[] {
  const line = (name: string, { mebibytes, enrichMicros }: Worker) =>
    name.padEnd(LABEL) + String(mebibytes).padStart(COLUMN) + cell(enrichMicros);
  return [
    'worker'.padEnd(LABEL) + 'RSS MiB'.padStart(COLUMN) + 'enrich µs'.padStart(COLUMN),
    line('without lists', withoutLists),
    line(`${terms.toLocaleString('en')} terms`, withTerms),
  ];
}

function stepTable({ steps, rules }: PipelineFigures): string[] {
  const parse = steps['JSON.parse'] ?? Number.NaN;
  const head = ['µs/event', '× JSON.parse', 'budget'].map((title) => title.padStart(COLUMN)).join('');
  const line = (name: string, micros: number) => {
    const budget = BUDGET[name];
    const allowed = budget === undefined ? '' : `× ${(budget / PARSE_THERE).toFixed(1)}`;
    return named(name, rules).padEnd(LABEL) + cell(micros) + cell(micros / parse) + allowed.padStart(COLUMN);
  };
  const ours = ['parse', 'normalize', 'enrich', 'match stock', 'encode'];
  const whole = ours.reduce((sum, name) => sum + (steps[name] ?? 0), 0);
  return [
    ' '.repeat(LABEL) + head,
    ...Object.entries(steps).map(([name, micros]) => line(name, micros)),
    line('whole, stock rules', whole),
  ];
}

function named(step: string, rules: Steps): string {
  const count = step.startsWith('match ') ? rules[step.slice('match '.length)] : undefined;
  return count === undefined ? step : `${step} (${count.toLocaleString('en')})`;
}

function kindTable({ kinds }: PipelineFigures): string[] {
  const names = Object.keys(kinds[0]?.steps ?? {}).filter((name) => name !== 'JSON.stringify');
  return [
    'µs/event'.padEnd(LABEL) + names.map((name) => name.padStart(COLUMN)).join(''),
    ...kinds.map(({ kind, steps }) => kind.padEnd(LABEL) + names.map((name) => cell(steps[name] ?? 0)).join('')),
  ];
}

function cell(value: number): string {
  return value.toFixed(2).padStart(COLUMN);
}
