import { Inject, Injectable } from '@nestjs/common';

import { BatchServices } from '../batches/batch-services';
import { RequestBatches, type RequestFacts } from '../batches/request-batches';
import { readBody } from '../framing/read-body';
import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { IngestMetrics } from '../ingest.metrics';
import type { Permit } from '../limits/in-flight';
import { Refusal } from '../refusal';
import type { Shipper } from '../shippers/shippers';
import type { Answer } from './answer';
import type { HttpExchange } from './http-exchange';
import type { Protocol } from './protocol';

/** A request whose sender is known and for which there is room. */
export interface AdmittedRequest {
  readonly exchange: HttpExchange;
  readonly protocol: Protocol;
  readonly shipper: Shipper;
  readonly permit: Permit;
}

/** Reads an admitted request, has its events made durable, and answers only then. */
@Injectable()
export class Intake {
  constructor(
    private readonly services: BatchServices,
    private readonly metrics: IngestMetrics,
    @Inject(INGEST_OPTIONS) private readonly options: IngestOptions,
  ) {}

  /** @throws {Refusal} when the request is not taken as a whole. */
  async take(admitted: AdmittedRequest): Promise<void> {
    await this.services.publisher.whenOpen(admitted.permit.patience);
    const batches = new RequestBatches(factsOf(admitted), admitted.permit, this.services);
    let hasAnswered = false;
    try {
      const answer = await this.read(admitted, batches);
      hasAnswered = await admitted.exchange.answer(answer);
      if (!hasAnswered) this.metrics.answerLost();
    } finally {
      await batches.confirmed();
      if (!hasAnswered) batches.leaveUnanswered();
    }
  }

  private async read({ exchange, protocol, permit }: AdmittedRequest, batches: RequestBatches): Promise<Answer> {
    const conversation = protocol.open(batches, this.options);
    const encoding = exchange.request.headers['content-encoding'];
    for await (const chunk of readBody(exchange.request, this.options, protocol.decoderFor?.(encoding))) {
      permit.arrive(chunk.length);
      conversation.push(chunk);
      await batches.room();
    }
    await conversation.end();
    if (conversation.isBlank) throw new Refusal('body.empty', 'The body is empty. Send at least one event.');
    return conversation.accepted(await batches.settle());
  }
}

function factsOf({ exchange, protocol, shipper }: AdmittedRequest): RequestFacts {
  const key = exchange.request.headers['idempotency-key'];
  return {
    source: shipper.source,
    dialect: protocol.isSpecific ? protocol.dialect : (shipper.dialect ?? protocol.dialect),
    zone: shipper.zone,
    tags: shipper.tags,
    application: protocol.application,
    isStrict: shipper.isStrict ?? false,
    remembersBodies: shipper.remembersBodies,
    idempotencyKey: typeof key === 'string' && key !== '' ? key : undefined,
  };
}
