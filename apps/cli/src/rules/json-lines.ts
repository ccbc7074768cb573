import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

import { CommandFailure } from '../exit-codes';

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * The objects of a file of JSON lines, compressed as its name tells, with their numbers from 0. A line may hold its event under `event`.
 * @throws {CommandFailure} for a file that cannot be read and a line that holds no object.
 */
export async function* jsonLines(file: string): AsyncGenerator<readonly [line: number, event: JsonRecord]> {
  const lines = createInterface({ input: decompressed(file), crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const text of lines) {
      if (text.trim() !== '') yield [number, eventOf(text, file, number)];
      number += 1;
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`cannot read ${file} beyond line ${number}: ${(error as Error).message}.`);
  }
}

function decompressed(file: string): Readable {
  const source = createReadStream(file);
  const decoder = file.endsWith('.gz') ? createGunzip() : file.endsWith('.zst') ? createZstdDecompress() : undefined;
  // A failure on either side destroys the decoder with it, and so surfaces where it is read.
  return decoder === undefined ? source : pipeline(source, decoder, () => undefined);
}

function eventOf(text: string, file: string, number: number): JsonRecord {
  const value = parsed(text);
  const event = isRecord(value) && isRecord(value['event']) ? value['event'] : value;
  if (isRecord(event)) return event;
  throw new CommandFailure(`line ${number} of ${file} (counted from 0) is no JSON object. Mend or remove it.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
