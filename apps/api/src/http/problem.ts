import { HttpException } from '@nestjs/common';
import { DomainError, type Problem, type ProblemKind } from '@tocsin/api-contract';
import { isDatabaseUnavailable } from '@tocsin/database';
import { StoreUnavailable } from '@tocsin/event-store';
import { BusError } from '@tocsin/messaging';
import type { Response } from 'express';

import { InvalidRequest } from './request-validation';

type Told = Omit<Problem, 'requestId' | 'type'>;

const KINDS: Record<ProblemKind, { status: number; title: string }> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  stale: { status: 412, title: 'Changed meanwhile' },
  too_large: { status: 413, title: 'Too large' },
  unconditional: { status: 428, title: 'Say what you saw' },
  too_many: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available' },
};
const RETRY_AFTER_MS = 5_000;

/** Whether this is one of the facts a caller is told; anything else is our mistake and belongs in the log. */
export function isExpected(error: unknown): boolean {
  return toTold(error).status < 500 || retryAfter(error) !== undefined;
}

/** Answers with problem+json; what is not meant for the caller becomes a 500 that tells nothing but the request id. */
export function sendProblem(response: Response, error: unknown): void {
  const told = toTold(error);
  const wait = retryAfter(error);
  const problem: Problem = { type: `urn:tocsin:problem:${told.code}`, ...told, requestId: requestIdOf(response) };
  if (wait !== undefined) response.setHeader('retry-after', Math.ceil(wait / 1_000));
  response.status(told.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** A problem in a few words, for what has no class of its own. */
export class PlainProblem extends DomainError {
  constructor(
    readonly kind: ProblemKind,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

function toTold(error: unknown): Told {
  if (error instanceof InvalidRequest) return { ...ofDomain(error), issues: error.issues };
  if (error instanceof DomainError) return ofDomain(error);
  if (isDatabaseUnavailable(error))
    return unavailable('database.unavailable', 'The database is away. Nothing was changed.');
  if (error instanceof StoreUnavailable) return unavailable('store.unavailable', 'The event store is away.');
  if (error instanceof BusError) return unavailable('queue.unavailable', 'The message broker is away.');
  if (error instanceof HttpException) return ofHttp(error);
  const detail = 'Something went wrong on our side. The log has more under the request id.';
  return { title: 'Internal error', status: 500, code: 'internal', detail };
}

function ofDomain(error: DomainError): Told {
  const { status, title } = KINDS[error.kind];
  const position = error.position === undefined ? {} : { position: error.position };
  const current = error.current === undefined ? {} : { current: { ...error.current } };
  return { title, status, code: error.code, detail: error.message, ...position, ...current };
}

function ofHttp(error: HttpException): Told {
  const status = error.getStatus();
  return { title: 'The request was refused', status, code: `http.${status}`, detail: error.message };
}

function unavailable(code: string, what: string): Told {
  const { status, title } = KINDS.unavailable;
  return { title, status, code, detail: `${what} Try again in a few seconds.` };
}

function retryAfter(error: unknown): number | undefined {
  if (error instanceof DomainError || error instanceof BusError) return error.retryAfterMs;
  return error instanceof StoreUnavailable || isDatabaseUnavailable(error) ? RETRY_AFTER_MS : undefined;
}

export function requestIdOf(response: Response): string {
  const id = response.getHeader('x-request-id');
  return typeof id === 'string' ? id : '';
}
