import type { EventBatch, LineFault } from '@tocsin/event-model';
import { textEvent } from '@tocsin/framing';

import { BatchDraft } from '../../../batches/batch-draft';
import type { BatchIdentity, ResendMemory } from '../../../batches/resend-memory';
import type { Permit } from '../../../limits/in-flight';
import type { FrameFlaw } from '../framing/frame-reader';
import type { ListenerMetrics } from '../syslog.metrics';
import type { PatientPublisher } from './patient-publisher';

const MAX_BATCH_EVENTS = 1_000;
const MAX_BATCH_BYTES = 1024 ** 2;
/** How long an event may wait for others. */
const MAX_WAIT_MS = 200;

/** Whose events take up room until they are durable. */
export interface Holder {
  /** Bytes of its events that are not durable. */
  heldBytes: number;
  /** Called once after {@link ListenerBatches.waitForRelief}, when less is held than before. */
  onRelief(): void;
}

/** A message with the address it came from. */
export interface Received {
  readonly message: Buffer;
  readonly address: string;
  readonly flaw?: FrameFlaw | undefined;
}

export interface BatchParts {
  /** What all batches of the listener have in common. */
  readonly head: Pick<EventBatch, 'source' | 'dialect' | 'zone' | 'frontend'>;
  readonly permit: Permit;
  readonly memory: Pick<ResendMemory, 'fresh'>;
  readonly publisher: PatientPublisher;
  readonly metrics: ListenerMetrics;
}

/**
 * Puts the messages of one listener, of all its senders together, into batches: a thousand devices that seldom say something
 * make few batches. A batch leaves when it is full, or 200 ms after its first event.
 */
export class ListenerBatches {
  private draft = new BatchDraft(0);
  private identity: BatchIdentity | undefined;
  private shares = new Map<Holder, number>();
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<Holder>();
  private isWatching = false;

  constructor(private readonly parts: BatchParts) {}

  /** Whether all that is held, of this and other senders, leaves no room. */
  get isCrowded(): boolean {
    return this.parts.permit.isCrowded;
  }

  /** Takes note of bytes that were read, before their messages are added. */
  read(bytes: number): void {
    this.parts.permit.arrive(bytes);
    this.parts.metrics.read(bytes);
  }

  add({ message, address, flaw }: Received, holder: Holder): void {
    if (flaw) this.parts.metrics.flawed(flaw.kind);
    const line = textEvent(message, { 'log.source.address': address, ...partDetails(flaw) });
    if (this.draft.bytes + line.length >= MAX_BATCH_BYTES) this.flush();
    this.identity ??= this.parts.memory.fresh();
    this.timer ??= setTimeout(() => this.flush(), MAX_WAIT_MS);
    this.draft.add(line, faultOf(flaw), undefined);
    holder.heldBytes += line.length;
    this.shares.set(holder, (this.shares.get(holder) ?? 0) + line.length);
    if (this.draft.size === MAX_BATCH_EVENTS) this.flush();
  }

  /** For a holder that takes no more for now. */
  waitForRelief(holder: Holder): void {
    this.waiting.add(holder);
    if (this.isCrowded && !this.isWatching) void this.watchRoom();
  }

  /** Lets go what there is. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { draft, identity, shares } = this;
    if (identity === undefined) return;
    this.draft = new BatchDraft(0);
    this.identity = undefined;
    this.shares = new Map();
    const ids = draft.lines.map((_, position) => `${identity.id}-${position}`);
    const faults = draft.faults.length > 0 ? { faults: draft.faults } : {};
    this.hand({ ...identity, ...this.parts.head, ids, ...faults, lines: draft.toNdjson() }, shares);
  }

  private hand(batch: EventBatch, shares: ReadonlyMap<Holder, number>): void {
    const leave = this.parts.permit.batchLeaves(batch.lines.length, batch.ids.length);
    this.parts.publisher.hand(batch, () => {
      leave();
      this.parts.metrics.durable(batch.ids.length);
      for (const [holder, bytes] of shares) holder.heldBytes -= bytes;
      this.relieve();
    });
  }

  private relieve(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const holder of waiting) holder.onRelief();
  }

  /** The room may be taken by requests, which end without a word to us. */
  private async watchRoom(): Promise<void> {
    const { permit } = this.parts;
    this.isWatching = true;
    // No request waits here that would have to be answered: each wait is a new one.
    permit.patience.renew();
    await permit.room().catch(() => undefined);
    this.isWatching = false;
    this.relieve();
  }
}

/** The pieces of one long message say so; only the first has its header. */
function partDetails(flaw: FrameFlaw | undefined): object {
  return flaw?.kind === 'cut' ? { details: { syslog_part: flaw.part } } : {};
}

function faultOf(flaw: FrameFlaw | undefined): LineFault | undefined {
  if (flaw?.kind !== 'broken_off') return undefined;
  return {
    code: 'syslog.broken_off',
    reason: `The connection ended before the last ${flaw.missing} bytes of the message arrived.`,
  };
}
