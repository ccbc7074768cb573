import { once } from 'node:events';
import type { Writable } from 'node:stream';

import type { SimulatedLine } from '@tocsin/api-contract';

import { lineBatches } from './input/line-batches';
import { LineCutter } from './input/line-cutter';
import { openInput } from './input/open-input';
import type { Printer } from './print/printer';
import type { SimulatedSending } from './simulation';

/**
 * Prints what would become of the lines of a file, batch by batch and no faster than they are taken.
 * @throws {InputFailed} after everything before the failure was printed.
 */
export async function simulateInput(
  file: string,
  sending: SimulatedSending,
  printer: Printer,
  output: Writable,
): Promise<void> {
  const cutter = new LineCutter();
  const input = openInput(file, () => cutter.count);
  for await (const lines of lineBatches(input, cutter))
    await write(output, printed(await sending.send(lines), printer));
  await write(output, printed(await sending.end(), printer) + printer.end());
}

function printed(lines: readonly SimulatedLine[], printer: Printer): string {
  return lines.map((line) => printer.print(line)).join('');
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain');
}
