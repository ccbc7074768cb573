import { HttpErrorResponse } from '@angular/common/http';

/** What a person needs to know about a request that failed, and what support needs to find it again. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  /** Stable code of the server, or one of ours: `network`, `unknown`. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly requestId?: string;
  /** Each part of the request that was refused, by its path (`limits.bytes`). */
  readonly issues?: readonly Issue[];
  /** Where a query could not be read, counted from 0. */
  readonly position?: number;
  /** Of a conflict: how that now is which was to be changed. */
  readonly current?: object;
}

interface Issue {
  readonly path: string;
  readonly message: string;
}

const NO_ANSWER: Problem = {
  title: 'No answer from the server',
  detail: 'The server could not be reached. Check the connection and try again.',
  code: 'network',
  status: 0,
};

/** Turns whatever a request threw into a {@link Problem}; an answer that is not problem+json keeps its status. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof HttpErrorResponse)) {
    return { title: 'Something went wrong here', detail: messageOf(error), code: 'unknown', status: 0 };
  }
  if (error.status === 0) return NO_ANSWER;
  const body = problemBody(error.error);
  const requestId = text(body['requestId']);
  return {
    title: text(body['title']) ?? `The server answered ${error.status}`,
    detail:
      text(body['detail']) ??
      'It did not say why. Try again, or look at the log of the api with the time of this request.',
    code: text(body['code']) ?? `http.${error.status}`,
    status: error.status,
    ...(requestId === undefined ? {} : { requestId }),
    ...particulars(body),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problemBody(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function particulars({
  issues,
  current,
  position,
}: Record<string, unknown>): Pick<Problem, 'issues' | 'current' | 'position'> {
  return {
    ...(typeof position === 'number' ? { position } : {}),
    ...(Array.isArray(issues) ? { issues: issues as Issue[] } : {}),
    ...(typeof current === 'object' && current !== null ? { current } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
