import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Next, Post, Put, Req, Res } from '@nestjs/common';

import { Reception } from '../reception';
import { EventsProtocol } from './events.protocol';

const EVENTS = new EventsProtocol('json', false);
const NXLOG = new EventsProtocol('nxlog', true);

/** Events as JSON: MozDef's paths, and ours. */
@Controller()
export class EventsController {
  constructor(private readonly reception: Reception) {}

  @Post('events')
  postEvents(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, EVENTS);
  }

  @Put('events')
  putEvents(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, EVENTS);
  }

  @Post('nxlog')
  postNxlog(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, NXLOG);
  }

  @Put('nxlog')
  putNxlog(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, NXLOG);
  }

  /** A browser is shown the console where there is one. */
  @All(['events', 'nxlog'])
  async other(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Next() next: () => void,
  ): Promise<void> {
    if ((request.headers.accept ?? '').includes('text/html')) next();
    else await this.reception.refuseMethod(request, response, EVENTS);
  }
}
