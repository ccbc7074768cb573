import { hostname } from 'node:os';

import type { EventBatch, LineFault } from '@tocsin/event-model';

import type { EventSink } from '../framing/framer';
import type { Permit } from '../limits/in-flight';
import { Refusal } from '../refusal';
import { BatchDraft } from './batch-draft';
import type { BatchServices } from './batch-services';
import { OwnIds } from './own-ids';
import { RequestIdentity } from './request-identity';

/** Asked once: it is a call into the kernel. */
const HOST = hostname();
/** One batch holds at most this many events … */
const MAX_BATCH_EVENTS = 1_000;
/** … and at most this many bytes, unless one event alone is longer. */
const MAX_BATCH_BYTES = 1024 ** 2;
/** Batches of one request that may wait for their confirm at once. */
const MAX_UNCONFIRMED = 4;
/** Bad lines an answer tells of; whoever sends more has one reason for all. */
const MAX_REJECTED_TOLD = 100;

/** What is known of a request before its body is read. */
export interface RequestFacts {
  readonly source: string;
  readonly dialect: string;
  readonly zone?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly application?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Lines that are no events are refused instead of parked. */
  readonly isStrict?: boolean;
  /** Whether the same bytes sent again are the same events; by default they are. */
  readonly remembersBodies?: boolean | undefined;
}

/** A line that is no event. */
export interface RejectedLine {
  /** Which of the request's events it is, from 1. */
  readonly line: number;
  readonly reason: string;
}

/** What became of a request that was taken as a whole. */
export interface Taken {
  readonly batches: readonly Pick<EventBatch, 'id' | 'ids'>[];
  /** Events queued, those that will be parked included. */
  readonly accepted: number;
  readonly parked: number;
  /** Which of the accepted events, from 0, carry an id that this front end knows as durable. They are queued all the same. */
  readonly duplicates: ReadonlySet<number>;
  /** The first lines that were no events; parked, or refused when the source is strict. */
  readonly rejected: readonly RejectedLine[];
}

type NumberedBatch = EventBatch & { readonly claim: string };

/** What the batches of a request have in common. */
type BatchHead = Omit<EventBatch, 'id' | 'claim' | 'receivedAt' | 'ids' | 'faults' | 'lines'>;

/**
 * Cuts the events of one request into batches and publishes each as soon as it is full, so that memory stays bounded however
 * long the body is. A batch that left before the request failed stays queued: the whole request is refused, and when it is
 * sent again its batches have the ids they had.
 */
export class RequestBatches implements EventSink {
  private readonly head: BatchHead;
  private readonly identity: RequestIdentity;
  private readonly ownIds: OwnIds;
  private readonly remembersBodies: boolean;
  private readonly batches: Pick<EventBatch, 'id' | 'ids'>[] = [];
  private readonly unconfirmed = new Set<Promise<void>>();
  private draft = new BatchDraft(0);
  private whole: { readonly lines: readonly Buffer[]; readonly ids: readonly string[] } | undefined;
  private readonly rejected: RejectedLine[] = [];
  private seen = 0;
  private seenBytes = 0;
  private accepted = 0;
  private parked = 0;
  private failure: Refusal | undefined;

  constructor(
    private readonly facts: RequestFacts,
    private readonly permit: Permit,
    private readonly services: BatchServices,
  ) {
    this.head = headOf(facts, services.options.frontend ?? HOST);
    this.remembersBodies = facts.remembersBodies ?? true;
    this.identity = new RequestIdentity(facts.source, facts.idempotencyKey, services.memory, this.remembersBodies);
    // The same lines sent to another endpoint mean something else.
    this.identity.note(`${facts.dialect}\0${facts.application ?? ''}`);
    this.ownIds = new OwnIds(services.memory);
  }

  /**
   * @returns whether the line was taken: false for one that is no event, when the source is strict.
   * @throws {Refusal} when the request has more events than allowed.
   */
  add(line: Buffer, fault?: LineFault, id?: string): boolean {
    this.count(line, fault);
    if (fault && this.facts.isStrict === true) return false;
    const { draft } = this;
    const isFull = draft.size === MAX_BATCH_EVENTS || draft.bytes + line.length + 1 > MAX_BATCH_BYTES;
    if (isFull && draft.size > 0) this.cut(false);
    this.accepted += 1;
    this.draft.add(line, fault, id);
    return true;
  }

  /** See {@link RequestIdentity.note}. */
  note(text: string): void {
    this.identity.note(`${this.accepted}\0${text}`);
  }

  /** Waits until more of the body may be read. @throws {Refusal} as soon as a batch was not taken. */
  async room(): Promise<void> {
    await this.drained();
    if (this.permit.isCrowded) await this.permit.room();
  }

  /**
   * Waits while enough of this request is under way, however crowded it is: what has arrived leaves fastest by going on.
   * @throws {Refusal} as soon as a batch was not taken.
   */
  async drained(): Promise<void> {
    while (this.unconfirmed.size >= MAX_UNCONFIRMED) await Promise.race(this.unconfirmed);
    if (this.failure) throw this.failure;
  }

  /** What arrived of the body stays in memory until the request ends, whatever batches leave. */
  holdBody(): void {
    this.permit.keep();
  }

  /**
   * Publishes what is left and resolves when every batch is durable.
   * @throws {Refusal} when one is not.
   */
  async settle(): Promise<Taken> {
    if (this.draft.size > 0) this.cut(this.batches.length === 0);
    await this.confirmed();
    if (this.failure) throw this.failure;
    const { batches, accepted, parked, rejected } = this;
    return { batches, accepted, parked, duplicates: this.ownIds.duplicates, rejected };
  }

  /** Resolves when nothing of this request is under way any more, however it ended. */
  async confirmed(): Promise<void> {
    await Promise.all(this.unconfirmed);
  }

  /** The sender did not learn that its events were taken, and will send them again in some form. */
  leaveUnanswered(): void {
    if (this.whole) this.services.memory.leaveUnanswered(this.facts.source, this.whole.lines, this.whole.ids);
  }

  private count(line: Buffer, fault: LineFault | undefined): void {
    this.seen += 1;
    this.seenBytes += line.length;
    const { maxLines, maxDecompressedBytes } = this.services.options;
    // Only where one text is said for many events, such as the labels of a stream, are they longer than the body.
    if (this.seenBytes > maxDecompressedBytes) {
      throw new Refusal(
        'limit.decompressed_bytes',
        `The events of this request grow beyond ingest.maxDecompressedBytes (${maxDecompressedBytes}). Send it in several requests.`,
      );
    }
    if (this.seen > maxLines) {
      throw new Refusal(
        'limit.lines',
        `The request has more than ingest.maxLines (${maxLines}) events. Send it in several requests.`,
      );
    }
    if (fault && this.rejected.length < MAX_REJECTED_TOLD)
      this.rejected.push({ line: this.seen, reason: fault.reason });
  }

  private cut(isWhole: boolean): void {
    const { draft, facts } = this;
    const lines = draft.toNdjson();
    const { id, ids, receivedAt } = this.identity.identify(draft, lines, isWhole);
    if (isWhole && facts.idempotencyKey === undefined && this.remembersBodies) this.whole = { lines: draft.lines, ids };
    this.parked += draft.faults.length;
    this.batches.push({ id, ids });
    this.draft = new BatchDraft(draft.position + draft.size);
    const faults = draft.faults.length > 0 ? { faults: draft.faults } : {};
    const claim = this.services.acceptances.nextClaim();
    this.publish({ id, ...this.head, claim, receivedAt, ids, ...faults, lines }, this.ownIds.note(draft, ids));
  }

  private publish(batch: NumberedBatch, ownIds: readonly string[]): void {
    const release = this.permit.batchLeaves(batch.lines.length, batch.ids.length);
    const { publisher, acceptances, memory } = this.services;
    const confirm = publisher
      .publish(batch, this.permit.patience)
      .then(() => {
        acceptances.accepted(batch);
        memory.rememberDurable(ownIds);
      })
      .catch((error: unknown) => {
        acceptances.refused(batch);
        this.failure ??= error instanceof Refusal ? error : new Refusal('unexpected', String(error), { cause: error });
      })
      .finally(() => {
        release();
        this.unconfirmed.delete(confirm);
      });
    this.unconfirmed.add(confirm);
  }
}

function headOf({ source, dialect, zone, tags = [], application }: RequestFacts, frontend: string): BatchHead {
  return {
    source,
    dialect,
    ...(zone === undefined ? {} : { zone }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(application === undefined ? {} : { application }),
    frontend,
  };
}
