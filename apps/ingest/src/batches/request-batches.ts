import { hostname } from 'node:os';

import type { EventBatch } from '@tocsin/event-model';

import type { EventSink } from '../framing/framer';
import type { IngestOptions } from '../ingest.config';
import type { Permit } from '../limits/in-flight';
import { Refusal } from '../refusal';
import { BatchDraft } from './batch-draft';
import type { BatchPublisher } from './batch-publisher';
import { RequestIdentity } from './request-identity';
import type { ResendMemory } from './resend-memory';

/** One batch holds at most this many events … */
const MAX_BATCH_EVENTS = 1_000;
/** … and at most this many bytes, unless one event alone is longer. */
const MAX_BATCH_BYTES = 1024 ** 2;
/** Batches of one request that may wait for their confirm at once. */
const MAX_UNCONFIRMED = 4;

/** What is known of a request before its body is read. */
export interface RequestFacts {
  readonly source: string;
  readonly dialect: string;
  readonly zone?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** What the batches of every request share. */
export interface BatchServices {
  readonly publisher: BatchPublisher;
  readonly memory: ResendMemory;
  readonly options: Pick<IngestOptions, 'frontend' | 'maxLines'>;
}

/** What became of a request that was taken as a whole. */
export interface Taken {
  readonly batches: readonly Pick<EventBatch, 'id' | 'ids'>[];
  /** Events queued, those that will be parked included. */
  readonly accepted: number;
  readonly parked: number;
}

/**
 * Cuts the events of one request into batches and publishes each as soon as it is full, so that memory stays bounded however
 * long the body is. A batch that left before the request failed stays queued: the whole request is refused, and when it is
 * sent again its batches have the ids they had.
 */
export class RequestBatches implements EventSink {
  private readonly identity: RequestIdentity;
  private readonly batches: Pick<EventBatch, 'id' | 'ids'>[] = [];
  private readonly unconfirmed = new Set<Promise<void>>();
  private draft = new BatchDraft(0);
  private whole: { readonly lines: readonly Buffer[]; readonly ids: readonly string[] } | undefined;
  private accepted = 0;
  private parked = 0;
  private failure: Refusal | undefined;

  constructor(
    private readonly facts: RequestFacts,
    private readonly permit: Permit,
    private readonly services: BatchServices,
  ) {
    this.identity = new RequestIdentity(facts.source, facts.idempotencyKey, services.memory);
  }

  /** @throws {Refusal} when the request has more events than allowed. */
  add(line: Buffer, isValid: boolean, id?: string): void {
    const { draft } = this;
    const isFull = draft.size === MAX_BATCH_EVENTS || draft.bytes + line.length + 1 > MAX_BATCH_BYTES;
    if (isFull && draft.size > 0) this.cut(false);
    this.accepted += 1;
    const { maxLines } = this.services.options;
    if (this.accepted > maxLines) {
      throw new Refusal(
        'limit.lines',
        `The request has more than ingest.maxLines (${maxLines}) events. Send it in several requests.`,
      );
    }
    this.draft.add(line, isValid, id);
  }

  /** See {@link RequestIdentity.note}. */
  note(text: string): void {
    this.identity.note(`${this.accepted}\0${text}`);
  }

  /** Waits while enough of this request is under way. @throws {Refusal} as soon as a batch was not taken. */
  async room(): Promise<void> {
    while (this.unconfirmed.size >= MAX_UNCONFIRMED) await Promise.race(this.unconfirmed);
    if (this.failure) throw this.failure;
    if (this.permit.isCrowded) await this.permit.room();
  }

  /**
   * Publishes what is left and resolves when every batch is durable.
   * @throws {Refusal} when one is not.
   */
  async settle(): Promise<Taken> {
    if (this.draft.size > 0) this.cut(this.batches.length === 0);
    await this.confirmed();
    if (this.failure) throw this.failure;
    return { batches: this.batches, accepted: this.accepted, parked: this.parked };
  }

  /** Resolves when nothing of this request is under way any more, however it ended. */
  async confirmed(): Promise<void> {
    await Promise.all(this.unconfirmed);
  }

  /** The sender did not learn that its events were taken, and will send them again in some form. */
  leaveUnanswered(): void {
    if (this.whole) this.services.memory.leaveUnanswered(this.facts.source, this.whole.lines, this.whole.ids);
  }

  private cut(isWhole: boolean): void {
    const { draft, facts } = this;
    const lines = draft.toNdjson();
    const { id, ids, receivedAt } = this.identity.identify(draft, lines, isWhole);
    const { source, dialect, zone } = facts;
    const frontend = this.services.options.frontend ?? hostname();
    if (isWhole && facts.idempotencyKey === undefined) this.whole = { lines: draft.lines, ids };
    this.parked += draft.parked;
    this.batches.push({ id, ids });
    this.draft = new BatchDraft(draft.position + draft.size);
    this.publish({ id, source, dialect, ...(zone === undefined ? {} : { zone }), receivedAt, frontend, ids, lines });
  }

  private publish(batch: EventBatch): void {
    const release = this.permit.batchLeaves(batch.lines.length);
    const confirm = this.services.publisher
      .publish(batch)
      .catch((error: unknown) => {
        this.failure ??= error instanceof Refusal ? error : new Refusal('unexpected', String(error), { cause: error });
      })
      .finally(() => {
        release();
        this.unconfirmed.delete(confirm);
      });
    this.unconfirmed.add(confirm);
  }
}
