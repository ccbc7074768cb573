import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';

import { PlainProblem } from '../../../http/problem';

/** Of the body as it is when it is unpacked. */
const MAX_CHARACTERS = 1_024 ** 3;

/** The text of a body as it comes, unpacked if it is gzipped, without the mark some editors put before a text. */
export async function* bodyText(request: IncomingMessage): AsyncGenerator<string> {
  const stream = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  request.once('error', (error) => stream.destroy(error));
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
