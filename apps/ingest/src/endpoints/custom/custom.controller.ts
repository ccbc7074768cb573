import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Param, Post, Put, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { CustomProtocol } from './custom.protocol';

/** Events of applications that have words of their own. */
@Controller('custom')
export class CustomController {
  constructor(private readonly reception: Reception) {}

  @Post(':application')
  post(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('application') application: string,
  ): Promise<void> {
    return this.reception.receive(request, response, new CustomProtocol(application));
  }

  @Put(':application')
  put(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('application') application: string,
  ): Promise<void> {
    return this.reception.receive(request, response, new CustomProtocol(application));
  }

  @All(':application')
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, new CustomProtocol(''));
  }
}
