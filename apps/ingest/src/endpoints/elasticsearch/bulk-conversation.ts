import { type BulkAction, OPEN_BRACKET, parseBulkAction, skipBlanks } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../../batches/request-batches';
import { ByteOrderMark } from '../../framing/byte-order-mark';
import type { EventLimits, Framer } from '../../framing/framer';
import { JsonFramer } from '../../framing/json-framer';
import { LineSplitter } from '../../framing/line-splitter';
import type { Answer } from '../answer';
import type { Conversation } from '../protocol';
import { bulkAnswer } from './bulk-answer';
import { BulkItems } from './bulk-items';

const DEFAULT_INDEX = 'events';

/**
 * Elasticsearch's bulk format: pairs of an action and a document. A line in the place of an action that is none is taken as a
 * document of its own, so that a broken pair costs at most itself. A JSON array holds documents only, as MozDef takes them.
 */
export class BulkConversation implements Conversation {
  private readonly started = performance.now();
  private readonly mark = new ByteOrderMark();
  private readonly items: BulkItems;
  private readonly bare: BulkAction;
  private framer: Framer | undefined;
  private pending: BulkAction | undefined;
  private last: { readonly line: Buffer; readonly action: BulkAction } | undefined;

  /** @param accept the type the client wants its answer in. */
  constructor(
    batches: RequestBatches,
    private readonly limits: EventLimits,
    private readonly accept: string | undefined,
    index = DEFAULT_INDEX,
  ) {
    this.items = new BulkItems(batches, limits.maxDepth, index);
    this.bare = { operation: 'index', index };
  }

  push(chunk: Buffer): void {
    this.frame(this.mark.strip(chunk));
  }

  end(): void {
    this.frame(this.mark.end());
    this.framer?.end();
    if (this.pending) this.items.refuseHalf(this.pending);
  }

  get isBlank(): boolean {
    return this.items.list.length === 0;
  }

  accepted(taken: Taken): Answer {
    const tookMs = performance.now() - this.started;
    return bulkAnswer(this.items.list, taken, { tookMs, accept: this.accept });
  }

  private frame(bytes: Buffer): void {
    const start = this.framer ? 0 : skipBlanks(bytes, 0);
    if (start === bytes.length) return;
    this.framer ??= bytes[start] === OPEN_BRACKET ? this.ofArray() : this.ofLines();
    this.framer.push(bytes.subarray(start));
  }

  private ofLines(): Framer {
    return new LineSplitter(this.limits.maxLineBytes, (line) => this.onLine(line));
  }

  private ofArray(): Framer {
    return new JsonFramer(this.limits, { add: (line) => this.items.take(this.bare, line) });
  }

  private onLine(line: Buffer): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending) this.items.act(pending, line);
    else this.onAction(line);
  }

  private onAction(line: Buffer): void {
    const action = this.actionOf(line);
    if (action === undefined) this.items.take(this.bare, line);
    else if (action.operation === 'delete') this.items.refuseDelete(action);
    else this.pending = action;
  }

  /** Most clients repeat one and the same action for every document. */
  private actionOf(line: Buffer): BulkAction | undefined {
    if (this.last?.line.equals(line)) return this.last.action;
    const action = parseBulkAction(line);
    if (action) this.last = { line, action };
    return action;
  }
}
