import type { IncomingMessage, ServerResponse } from 'node:http';

import { Controller, Get, Param, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { ReceiptDesk } from './receipt-desk';

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** What became of a request, asked with its receipt and a key of the same source. */
@Controller('receipts')
export class ReceiptsController {
  constructor(
    private readonly reception: Reception,
    private readonly desk: ReceiptDesk,
  ) {}

  @Get(':id')
  show(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param('id') id: string): Promise<void> {
    return this.reception.answer(request, response, async ({ source }) => {
      const status = await this.desk.tell(id, source);
      return { status: 200, headers: HEADERS, body: JSON.stringify(status) };
    });
  }
}
