import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { catchError, from, mergeMap, type Observable } from 'rxjs';

import type { ActorRequest } from '../access';
import { isExpected, PlainProblem } from '../problem';
import { IdempotencyKeys, type NamedCommand } from './idempotency-keys';

const KEY = /^[\x21-\x7e]{16,128}$/;

/** A POST with an `Idempotency-Key` is carried out once; sent again, it is answered as it was the first time. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly log = new Logger(IdempotencyInterceptor.name);

  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const command = namedCommand(http.getRequest<ActorRequest>());
    if (command === undefined) return next.handle();
    const response = http.getResponse<Response>();
    const kept = await this.keys.claim(command);
    if (kept === undefined) return this.carryOut(command, next, response);
    response.status(kept.status).setHeader('idempotency-replayed', 'true');
    return from([kept.body ?? undefined]);
  }

  private carryOut(command: NamedCommand, next: CallHandler, response: Response): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        await this.quietly(() => this.keys.keep(command, { status: response.statusCode, body }));
        return body;
      }),
      catchError(async (error: unknown) => {
        // Of what nobody expected it is not known how far it went.
        if (isExpected(error)) await this.quietly(() => this.keys.release(command));
        throw error;
      }),
    );
  }

  /** The command is done by now, and its answer must not depend on this. */
  private async quietly(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.log.warn(`The outcome of a command could not be kept under its Idempotency-Key: ${String(error)}`);
    }
  }
}

/** @throws {PlainProblem} when the key is none. */
function namedCommand(request: ActorRequest): NamedCommand | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined || request.actor === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new PlainProblem(
      'invalid',
      'idempotency.key_invalid',
      'An Idempotency-Key has 16 to 128 visible ASCII characters; a random UUID is a good one.',
    );
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  return { accountId: request.actor.accountId, key, request: `${request.method} ${request.originalUrl}\n${body}` };
}
