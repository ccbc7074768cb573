import type { IncomingMessage, ServerResponse } from 'node:http';

import { Controller, Get, Req, Res } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { MessageBus } from '@tocsin/messaging';

import { HttpExchange } from '../http-exchange';
import { elasticsearchHeaders } from './bulk-answer';

/** What Elasticsearch's clients ask before they send. The answers tell no more than `/readyz` does, so no key is needed. */
@Controller()
export class ProbesController {
  constructor(
    private readonly bus: MessageBus,
    private readonly clock: Clock,
  ) {}

  /** One line, as Elasticsearch's. rsyslog sends again after any answer, so without a broker it gets none. */
  @Get('_cat/health')
  async health(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    const exchange = new HttpExchange(request, response);
    const { isConnected } = this.bus.health();
    if (!isConnected && request.headers['user-agent'] === undefined) {
      exchange.closeWithoutAnswer();
      return;
    }
    const now = this.clock.now();
    const seconds = Math.floor(now.getTime() / 1_000);
    const time = now.toISOString().slice(11, 19);
    const body = `${seconds} ${time} tocsin ${isConnected ? 'green' : 'red'} 1 1 0 0 0 0 0 0 - 100.0%\n`;
    await exchange.answer({ status: 200, headers: elasticsearchHeaders('text/plain; charset=UTF-8'), body });
  }
}
