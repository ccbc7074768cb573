import type { IncomingMessage, ServerResponse } from 'node:http';

import { Controller, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { BulkOperation } from '@tocsin/framing';

import { Reception } from '../../reception';
import { DocumentProtocol } from './document.protocol';

/** What the path says of the document. */
interface DocumentPath {
  readonly index: string;
  readonly id?: string;
}

/** Events that come one by one, from programs that index single documents. */
@Controller(':index')
export class DocumentController {
  constructor(private readonly reception: Reception) {}

  @Post(['_doc', '_doc/:id'])
  post(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param() path: DocumentPath,
    @Query('op_type') type?: string,
  ): Promise<void> {
    return this.take(request, response, path, type === 'create' ? 'create' : 'index');
  }

  @Put('_doc/:id')
  put(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param() path: DocumentPath,
    @Query('op_type') type?: string,
  ): Promise<void> {
    return this.take(request, response, path, type === 'create' ? 'create' : 'index');
  }

  @Post('_create/:id')
  postNew(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param() path: DocumentPath,
  ): Promise<void> {
    return this.take(request, response, path, 'create');
  }

  @Put('_create/:id')
  putNew(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param() path: DocumentPath): Promise<void> {
    return this.take(request, response, path, 'create');
  }

  @Post('_update/:id')
  update(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param() path: DocumentPath): Promise<void> {
    return this.take(request, response, path, 'update');
  }

  private take(
    request: IncomingMessage,
    response: ServerResponse,
    { index, id }: DocumentPath,
    operation: BulkOperation,
  ): Promise<void> {
    return this.reception.receive(request, response, new DocumentProtocol(request, { operation, index, id }));
  }
}
