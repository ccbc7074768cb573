import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Param, Post, Put, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { BulkProtocol } from './bulk.protocol';

const PATHS = ['_bulk', ':index/_bulk'];

/** Events from whoever can send to Elasticsearch. */
@Controller()
export class BulkController {
  constructor(private readonly reception: Reception) {}

  @Post(PATHS)
  post(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('index') index?: string,
  ): Promise<void> {
    return this.reception.receive(request, response, new BulkProtocol(request, index));
  }

  @Put(PATHS)
  put(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param('index') index?: string): Promise<void> {
    return this.reception.receive(request, response, new BulkProtocol(request, index));
  }

  @All(PATHS)
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, new BulkProtocol(request));
  }
}
