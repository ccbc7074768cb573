import { withOrigin } from '@tocsin/audit';
import type { NextFunction, Request, Response } from 'express';

import { requestIdOf } from './problem';

/** Whatever the request changes is recorded as coming from its address, under its id. */
export function rememberOrigin(request: Request, response: Response, next: NextFunction): void {
  withOrigin({ address: request.ip ?? '', requestId: requestIdOf(response) }, next);
}
