import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Post, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { GelfProtocol } from './gelf.protocol';

const GELF = new GelfProtocol();

/** Messages from whoever can send to Graylog's GELF HTTP input. */
@Controller('gelf')
export class GelfController {
  constructor(private readonly reception: Reception) {}

  @Post()
  post(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, GELF);
  }

  @All()
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, GELF, 'POST');
  }
}
