import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';

import { Admission } from '../limits/admission';
import { UnderWay } from '../limits/under-way';
import { Refusal } from '../refusal';
import { credentialsOf } from '../shippers/credentials';
import { HttpExchange } from './http-exchange';
import { Intake } from './intake';
import type { Protocol } from './protocol';
import { Refusals } from './refusals';

/** A deaf client is only told what trying again cannot mend; it would repeat that for ever. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 415]);

/** Meets every request of any protocol and sees it to its end. */
@Injectable()
export class Reception {
  constructor(
    private readonly underWay: UnderWay,
    private readonly admission: Admission,
    private readonly intake: Intake,
    private readonly refusals: Refusals,
  ) {}

  /** Never throws: what goes wrong is told the client, or shown by a closed connection to one that does not listen. */
  async receive(request: IncomingMessage, response: ServerResponse, protocol: Protocol): Promise<void> {
    const exchange = new HttpExchange(request, response);
    try {
      this.underWay.begin(exchange);
      const credentials = credentialsOf(request, protocol.hasQueryToken ?? false);
      await this.admission.admit(credentials, (shipper, permit) =>
        this.intake.take({ exchange, protocol, shipper, permit }),
      );
    } catch (error) {
      await this.refuse(exchange, protocol, error);
    } finally {
      this.underWay.end(exchange);
    }
  }

  private async refuse(exchange: HttpExchange, protocol: Protocol, error: unknown): Promise<void> {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal('unexpected', 'Something went wrong here. Send the same again later.', { cause: error });
    this.refusals.note(refusal, exchange.request.socket.remoteAddress ?? 'a client that is gone');
    if (protocol.isDeaf(exchange.request) && !FINAL.has(refusal.status)) exchange.closeWithoutAnswer();
    else await exchange.answer(protocol.refused(refusal));
  }
}
