import type { IncomingMessage, ServerResponse } from 'node:http';

import { Controller, Param, Post, Put, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { BulkProtocol } from './bulk.protocol';

/** Events from whoever can send to Elasticsearch. */
@Controller()
export class BulkController {
  constructor(private readonly reception: Reception) {}

  @Post(['_bulk', ':index/_bulk'])
  post(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('index') index?: string,
  ): Promise<void> {
    return this.reception.receive(request, response, new BulkProtocol(index));
  }

  @Put(['_bulk', ':index/_bulk'])
  put(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param('index') index?: string): Promise<void> {
    return this.reception.receive(request, response, new BulkProtocol(index));
  }
}
