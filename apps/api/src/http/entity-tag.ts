import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';
import type { Request, Response } from 'express';
import { catchError, tap, type Observable } from 'rxjs';

import { PlainProblem } from './problem';

/** Weak ones too: a proxy that compresses makes ours weak. */
const TAG = /^(?:W\/)?"(\d{1,9})"$/;

/** Version that the caller saw, by `If-Match`. A change without one could undo what somebody else just did. */
export const SeenVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number =>
  seenVersion(context.switchToHttp().getRequest<Request>()),
);

function seenVersion({ headers }: Request): number {
  const tag = headers['if-match'];
  if (tag === undefined)
    throw new PlainProblem('unconditional', 'version.required', 'Send the ETag of what you saw as If-Match.');
  const [, version] = TAG.exec(tag) ?? [];
  if (version === undefined)
    throw new PlainProblem('invalid', 'version.invalid', 'If-Match is to be one ETag of ours.');
  return Number(version);
}

/**
 * For changes whose body says the `version` that was seen: `If-Match` may say it instead, and a conflict is told as 412 then, as
 * HTTP wants it.
 */
@Injectable()
export class TagAsVersion implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const body: unknown = request.body;
    if (request.headers['if-match'] === undefined || typeof body !== 'object' || body === null) return next.handle();
    request.body = { ...body, version: seenVersion(request) };
    return next.handle().pipe(
      catchError((error: unknown) => {
        throw error instanceof DomainError && error.current !== undefined ? new ChangedMeanwhile(error) : error;
      }),
    );
  }
}

class ChangedMeanwhile extends DomainError {
  readonly kind = 'stale';
  readonly code: string;
  override readonly current: object;

  constructor({ code, message, current = {} }: DomainError) {
    super(message);
    this.code = code;
    this.current = current;
  }
}

/** Tells the version of what is answered as its `ETag`. */
@Injectable()
export class VersionTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        const { version } = (answer ?? {}) as { version?: unknown };
        if (typeof version === 'number') response.setHeader('etag', `"${version}"`);
      }),
    );
  }
}
