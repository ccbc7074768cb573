import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Post, Put, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { CefProtocol } from './cef.protocol';

const CEF = new CefProtocol();

/** Events of security products in CEF, LEEF or JSON. */
@Controller('cef')
export class CefController {
  constructor(private readonly reception: Reception) {}

  @Post()
  post(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, CEF);
  }

  @Put()
  put(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, CEF);
  }

  @All()
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, CEF);
  }
}
