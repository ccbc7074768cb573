import { json, type NextFunction, type Request, type Response } from 'express';

import { PlainProblem, sendProblem } from './problem';

const MAX_BODY_BYTES = 256 * 1024;
const parse = json({ limit: MAX_BODY_BYTES });

/** Reads JSON bodies of our routes; other modules read theirs as they need. */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  parse(request, response, (error?: unknown) => {
    if (error === undefined) next();
    else sendProblem(response, bodyProblem(error));
  });
}

function bodyProblem(error: unknown): PlainProblem {
  const status = error instanceof Error && 'status' in error ? error.status : 400;
  if (status === 413)
    return new PlainProblem('too_large', 'body.too_large', `A body may have ${MAX_BODY_BYTES} bytes.`);
  if (status === 415)
    return new PlainProblem('invalid', 'body.unsupported_encoding', 'Send the body as UTF-8, at most gzipped.');
  return new PlainProblem('invalid', 'body.not_json', 'The body could not be read as JSON.');
}
