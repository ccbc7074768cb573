import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import { isExpected, sendProblem } from './problem';

/** Every error of our routes becomes problem+json; what nobody expected is logged with its stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (!isExpected(error)) this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    // A body that has begun cannot become another answer; the cut connection tells the client.
    if (response.headersSent) response.destroy();
    else sendProblem(response, error);
  }
}
