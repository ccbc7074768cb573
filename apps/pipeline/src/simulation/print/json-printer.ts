import type { SimulatedLine } from '@tocsin/api-contract';

import type { Printer } from './printer';

/** One JSON object a line: the event alone, or what became of the line instead. With the trace, everything that is known. */
export class JsonPrinter implements Printer {
  constructor(private readonly traces: boolean) {}

  print(line: SimulatedLine): string {
    return `${JSON.stringify(this.traces ? everything(line) : essence(line))}\n`;
  }

  end(): string {
    return '';
  }
}

function essence(one: SimulatedLine): object {
  const { line } = one;
  switch (one.outcome) {
    case 'event':
      return one.event;
    case 'parked':
      return { line, parked: one.reason };
    case 'dropped':
      return { line, dropped: one.rule };
    case 'joined':
      return { line, joined: one.to };
  }
}

function everything(one: SimulatedLine): object {
  if (one.outcome === 'joined') return essence(one);
  const { line, trace } = one;
  if (one.outcome === 'event') return { line, event: one.event, rules: one.rules, trace };
  const where = one.outcome === 'parked' ? { stage: one.stage, code: one.code } : {};
  return { ...essence(one), ...where, trace };
}
