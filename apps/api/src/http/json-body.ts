import { json, type NextFunction, type Request, type Response } from 'express';

import { PlainProblem, sendProblem } from './problem';

const USUAL_BYTES = 256 * 1024;
/** A mebibyte of lines, each of whose characters may be escaped; and rules with events to try them on. */
const LARGE_BYTES = 2.5 * 1024 ** 2;
const LARGE_PATHS = /^\/api\/(?:pipeline\/simulate$|rules(?:$|[/?]))/;

const parserOf = new Map([USUAL_BYTES, LARGE_BYTES].map((limit) => [limit, json({ limit })]));

/** Reads JSON bodies of our routes; other modules read theirs as they need. */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  const limit = LARGE_PATHS.test(request.originalUrl) ? LARGE_BYTES : USUAL_BYTES;
  parserOf.get(limit)?.(request, response, (error?: unknown) => {
    if (error === undefined) next();
    else sendProblem(response, bodyProblem(error, limit));
  });
}

function bodyProblem(error: unknown, limit: number): PlainProblem {
  const status = error instanceof Error && 'status' in error ? error.status : 400;
  if (status === 413) return new PlainProblem('too_large', 'body.too_large', `A body may have ${limit} bytes.`);
  if (status === 415)
    return new PlainProblem('invalid', 'body.unsupported_encoding', 'Send the body as UTF-8, at most gzipped.');
  return new PlainProblem('invalid', 'body.not_json', 'The body could not be read as JSON.');
}
