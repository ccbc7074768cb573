import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Params } from 'nestjs-pino';

const SANE_REQUEST_ID = /^[\w.-]{1,64}$/;
/** One-time links, and the addresses of block lists, carry their secret in the path. */
const SECRET_IN_PATH = /\/(setup|join|invitations)\/[^/?]+|^\/(lists)\/[^/?]+/;

/** Structured logs on standard output: one JSON object a line, with request ids, without secrets. */
export function loggingOptions(service: string): Params {
  return {
    pinoHttp: {
      name: service,
      level: process.env['LOG_LEVEL'] ?? 'info',
      genReqId: requestId,
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'debug',
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: pathWithoutSecrets(request.url),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      redact: ['*.password', '*.secret', '*.token', '*.authorization', '*.cookie', '*.url'],
    },
  };
}

function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('x-request-id', id);
  return id;
}

/** The path of a request as it may stand in a log: no query, no one-time token. */
export function pathWithoutSecrets(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return path.replace(SECRET_IN_PATH, '/$1$2/…');
}
