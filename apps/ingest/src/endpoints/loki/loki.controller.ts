import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Post, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { LokiProtocol } from './loki.protocol';

const LOKI = new LokiProtocol();

/** Lines from whoever can push to Loki. */
@Controller('loki/api/v1/push')
export class LokiController {
  constructor(private readonly reception: Reception) {}

  @Post()
  post(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, LOKI);
  }

  @All()
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, LOKI, 'POST');
  }
}
