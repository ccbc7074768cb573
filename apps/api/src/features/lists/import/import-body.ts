import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { PlainProblem } from '../../../http/problem';

/** Of the body as it is when it is unpacked. */
const MAX_CHARACTERS = 1_024 ** 3;

/** The text of a request as it comes, unpacked if it is gzipped. */
export function requestText(request: IncomingMessage): AsyncGenerator<string> {
  return bodyText(request, request.headers['content-encoding'] === 'gzip');
}

/** The text of a stream as it comes, without the mark some editors put before a text. */
export async function* bodyText(source: Readable, isGzipped: boolean): AsyncGenerator<string> {
  // An end of the one is an end of the other; what went wrong is told by the loop.
  const stream = isGzipped ? pipeline(source, createGunzip(), () => undefined) : source;
  stream.setEncoding('utf8');
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      const text = length === 0 && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk;
      length += chunk.length;
      if (length > MAX_CHARACTERS)
        throw new PlainProblem('too_large', 'list.body_too_large', `A body may have ${MAX_CHARACTERS} characters.`);
      yield text;
    }
  } catch (error) {
    if (error instanceof PlainProblem) throw error;
    throw new PlainProblem('invalid', 'list.body', 'The body could not be read to its end. Nothing was removed.');
  }
}
