import type { IncomingMessage } from 'node:http';

import { LONGEST_SESSION_MS } from '@tocsin/access-control';
import type { Request, Response } from 'express';

export const SESSION_COOKIE = 'tocsin_session';

/** The session's token of a request, REST or socket. */
export function sessionToken(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const pair = pairs.find((candidate) => candidate.startsWith(`${SESSION_COOKIE}=`));
  return pair?.slice(SESSION_COOKIE.length + 1);
}

/** Out of reach for scripts and other sites. The database says how long it is good; the browser forgets it at the latest then. */
export function setSessionCookie(response: Response, token: string): void {
  response.cookie(SESSION_COOKIE, token, { ...attributes(response.req), maxAge: LONGEST_SESSION_MS });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(SESSION_COOKIE, attributes(response.req));
}

function attributes(request: Request) {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
}
