import { createReadStream } from 'node:fs';

import { decompressed } from './decompressed';
import { InputFailed } from './input-failed';

const CHUNK_BYTES = 1024 ** 2;
const STANDARD_INPUT = '-';

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Give a file that is there, or - for standard input.',
  EACCES: 'it may not be read. Give yourself the right to read it, or pipe it in with - as the file.',
  EISDIR: 'it is a folder. Give one file, or pipe several in: cat folder/* | ./tocsin simulate -',
};

/** What the file holds, or standard input, decompressed. */
export async function* openInput(file: string, linesRead: () => number): AsyncGenerator<Buffer> {
  const source = file === STANDARD_INPUT ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    yield* decompressed(source as AsyncIterable<Buffer>);
  } catch (error) {
    const name = file === STANDARD_INPUT ? 'standard input' : file;
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code in ADVICE) throw new InputFailed(`cannot read ${name}: ${ADVICE[code]}`, { cause: error });
    throw new InputFailed(
      `cannot read ${name} beyond line ${linesRead()}: ${message}. If it is compressed, it is cut off or broken; compress it again.`,
      { cause: error },
    );
  }
}
