import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Get, Next, Req, Res } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { IntakeState } from '../../../batches/intake-state';
import type { Refusal } from '../../../refusal';
import { hasCredentials } from '../../../shippers/credentials';
import type { Shipper } from '../../../shippers/shippers';
import type { Answer } from '../../answer';
import { HttpExchange } from '../../http-exchange';
import { Reception } from '../../reception';
import { elasticsearchJson, elasticsearchRefusal } from '../elasticsearch-answer';
import { probeOf } from './probe';
import { probeAnswer } from './probe-routes';

/** First parts of paths that are no index: those of the API, of supervisors, and of endpoints that were meant but mistyped. */
const NO_INDEX =
  /^\/(api|ws|metrics|healthz|readyz|custom|events?|nxlogs?|cef|leef|gelf|loki|receipts?|services|status|test|v1)(\/|\?|$)/;
const USER = { roles: [], full_name: null, email: null, metadata: {}, enabled: true, authentication_type: 'api_key' };

/**
 * What Elasticsearch's clients ask beside sending. The answers are the same for everybody and tell no more than `/readyz` does,
 * so they need no key; nothing is ever changed. Comes after every controller whose paths these would match too.
 */
@Controller()
export class ProbesController {
  constructor(
    private readonly intake: IntakeState,
    private readonly reception: Reception,
    private readonly clock: Clock,
  ) {}

  /** rsyslog sends again after any answer, so while nothing can be taken it gets none. */
  @Get('_cat/health')
  async health(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    if (!this.intake.canTake && request.headers['user-agent'] === undefined) {
      new HttpExchange(request, response).closeWithoutAnswer();
    } else {
      await this.answer(request, response);
    }
  }

  /** Whose key it is: the one question here that needs one. */
  @Get('_security/_authenticate')
  whose(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    const { accept } = request.headers;
    const manners = { isDeaf: () => false, refused: (refusal: Refusal) => elasticsearchRefusal(refusal, accept) };
    const answerTo = ({ source }: Shipper): Promise<Answer> =>
      Promise.resolve(elasticsearchJson(200, { ...USER, username: source }, accept));
    return this.reception.answer(request, response, answerTo, manners);
  }

  @All(['_:api', '_:api/{*rest}', ':index/_:api', ':index/_:api/{*rest}'])
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Next() next: () => void): Promise<void> {
    return this.answerUnless(NO_INDEX.test(request.url ?? ''), request, response, next);
  }

  /** In the embedded size these are addresses of the console too: only what carries a shipper's credentials is answered. */
  @All(['', ':index'])
  root(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Next() next: () => void): Promise<void> {
    const isElsewhere = NO_INDEX.test(request.url ?? '') || !hasCredentials(request);
    return this.answerUnless(isElsewhere, request, response, next);
  }

  private async answerUnless(
    isElsewhere: boolean,
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> {
    if (isElsewhere) next();
    else await this.answer(request, response);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const state = { canTake: this.intake.canTake, now: this.clock.now() };
    await new HttpExchange(request, response).answer(probeAnswer(probeOf(request, state)));
  }
}
