import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';

import { PlainProblem } from './problem';

/** Weak ones too: a proxy that compresses makes ours weak. */
const TAG = /^(?:W\/)?"(\d{1,9})"$/;

/** Version that the caller saw, by `If-Match`. A change without one could undo what somebody else just did. */
export const SeenVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const tag = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (tag === undefined)
    throw new PlainProblem('unconditional', 'version.required', 'Send the ETag of what you saw as If-Match.');
  const [, version] = TAG.exec(tag) ?? [];
  if (version === undefined)
    throw new PlainProblem('invalid', 'version.invalid', 'If-Match is to be one ETag of ours.');
  return Number(version);
});

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
