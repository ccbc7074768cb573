import type { IncomingMessage, ServerResponse } from 'node:http';

import { All, Controller, Get, Options, Post, Req, Res } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { IntakeState } from '../../batches/intake-state';
import { HttpExchange } from '../http-exchange';
import { Reception } from '../reception';
import { hecAnswer } from './hec-answer';
import { hecRequest } from './hec-request';
import { HecProtocol, type HecEndpoint } from './hec.protocol';

/** Events from whoever can send to Splunk's HTTP Event Collector. */
@Controller('services/collector')
export class HecController {
  /** Starts with the time, so that a client does not get a number again that another run answered. */
  private ackId: number;

  constructor(
    private readonly reception: Reception,
    private readonly intake: IntakeState,
    clock: Clock,
  ) {
    this.ackId = clock.now().getTime() * 1_000;
  }

  @Post(['', 'event', 'event/1.0'])
  postEvents(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.receive('event', request, response);
  }

  @Post(['raw', 'raw/1.0'])
  postRaw(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.receive('raw', request, response);
  }

  @Post('ack')
  askAcks(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.receive('ack', request, response);
  }

  /** Docker's driver starts no container before it was answered 200 here. */
  @Options(['', 'event', 'event/1.0'])
  greet(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.health(request, response);
  }

  /** Tells no more than `/readyz` does, so no key is needed. */
  @Get(['health', 'health/1.0'])
  async health(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    await new HttpExchange(request, response).answer(this.intake.canTake ? hecAnswer(200, 17) : hecAnswer(503, 18));
  }

  @All(['', 'event', 'event/1.0', 'raw', 'raw/1.0', 'ack'])
  other(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.reception.refuseMethod(request, response, this.protocol('event', request), 'POST');
  }

  private receive(endpoint: HecEndpoint, request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.reception.receive(request, response, this.protocol(endpoint, request));
  }

  private protocol(endpoint: HecEndpoint, request: IncomingMessage): HecProtocol {
    return new HecProtocol(endpoint, hecRequest(request), () => (this.ackId += 1));
  }
}
