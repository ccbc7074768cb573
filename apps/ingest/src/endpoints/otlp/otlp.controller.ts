import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Post, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { OtlpProtocol } from './otlp.protocol';

/** Log records from whatever speaks OTLP over HTTP: SDKs, agents and the OpenTelemetry Collector. */
@Controller('v1/logs')
export class OtlpController {
  constructor(private readonly reception: Reception) {}

  @Post()
  post(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, new OtlpProtocol(request.headers['content-type']));
  }

  @All()
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, new OtlpProtocol(request.headers['content-type']), 'POST');
  }
}
