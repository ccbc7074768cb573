import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';

import { Admission } from '../limits/admission';
import { UnderWay } from '../limits/under-way';
import { Refusal } from '../refusal';
import { credentialsOf } from '../shippers/credentials';
import type { Shipper } from '../shippers/shippers';
import type { Answer } from './answer';
import { HttpExchange } from './http-exchange';
import { Intake } from './intake';
import type { Protocol } from './protocol';
import { problem } from './receipt';
import { Refusals } from './refusals';

/** A deaf client is only told what trying again cannot mend; it would repeat that for ever. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 415]);

/** How a client is told that its request is refused. */
type Manners = Pick<Protocol, 'isDeaf' | 'refused'>;
const QUESTION: Manners = { isDeaf: () => false, refused: problem };

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
  receive(request: IncomingMessage, response: ServerResponse, protocol: Protocol): Promise<void> {
    return this.attend(new HttpExchange(request, response), protocol, (exchange) => {
      const credentials = credentialsOf(request, protocol.hasQueryToken ?? false);
      return this.admission.admit(credentials, (shipper, permit) =>
        this.intake.take({ exchange, protocol, shipper, permit }),
      );
    });
  }

  /** Answers a question of a sender, who needs a key as for sending. Never throws, too. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    answerTo: (shipper: Shipper) => Promise<Answer>,
    manners = QUESTION,
  ): Promise<void> {
    return this.attend(new HttpExchange(request, response), manners, async (exchange) => {
      const shipper = await this.admission.identify(credentialsOf(request, false));
      await exchange.answer(await answerTo(shipper));
    });
  }

  private async attend(
    exchange: HttpExchange,
    manners: Manners,
    work: (exchange: HttpExchange) => Promise<void>,
  ): Promise<void> {
    try {
      this.underWay.begin(exchange);
      await work(exchange);
    } catch (error) {
      await this.refuse(exchange, manners, error);
    } finally {
      this.underWay.end(exchange);
    }
  }

  /** For a path that knows the protocol but not this method. @param allowed the methods it knows. */
  async refuseMethod(
    request: IncomingMessage,
    response: ServerResponse,
    protocol: Protocol,
    allowed = 'POST, PUT',
  ): Promise<void> {
    const message = `This address takes events by ${allowed}, not by ${request.method ?? 'another method'}.`;
    const { headers, ...answer } = protocol.refused(new Refusal('method.wrong', message));
    await new HttpExchange(request, response).answer({ ...answer, headers: { ...headers, allow: allowed } });
  }

  private async refuse(exchange: HttpExchange, manners: Manners, error: unknown): Promise<void> {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal('unexpected', 'Something went wrong here. Send the same again later.', { cause: error });
    this.refusals.note(refusal, exchange.request.socket.remoteAddress ?? 'a client that is gone');
    if (manners.isDeaf(exchange.request) && !FINAL.has(refusal.status)) exchange.closeWithoutAnswer();
    else await exchange.answer(manners.refused(refusal));
  }
}
