import type { SimulatedLine } from '@tocsin/api-contract';

/** Makes text of what lines would become. */
export interface Printer {
  /** One or more whole lines. */
  print(line: SimulatedLine): string;
  /** What stands at the end. */
  end(): string;
}
