import type { RequestBatches, Taken } from '../../batches/request-batches';
import { ByteOrderMark } from '../../framing/byte-order-mark';
import { examine } from '../../framing/examine';
import type { EventLimits, Framer } from '../../framing/framer';
import { OPEN_BRACKET, skipBlanks } from '../../framing/json-bytes';
import { JsonFramer } from '../../framing/json-framer';
import { memberOf } from '../../framing/json-text';
import { LineSplitter } from '../../framing/line-splitter';
import type { Answer } from '../answer';
import type { Conversation } from '../protocol';
import { parseBulkAction, type BulkAction } from './bulk-action';
import { bulkAnswer, type BulkItem } from './bulk-answer';

/** Used when neither the path nor the action names an index; it only shows in the answer. */
const DEFAULT_INDEX = 'events';
const NO_DELETE = 'Events are never deleted on behalf of a shipper.';
const NO_DOCUMENT = 'There is no document for this action. Only updates with a "doc" can be kept as events.';

/**
 * Elasticsearch's bulk format: pairs of an action and a document. A line in the place of an action that is none is taken as a
 * document of its own, so that a broken pair costs at most itself. A JSON array holds documents only, as MozDef takes them.
 */
export class BulkConversation implements Conversation {
  private readonly started = performance.now();
  private readonly mark = new ByteOrderMark();
  private readonly items: BulkItem[] = [];
  private readonly bare: BulkAction;
  private framer: Framer | undefined;
  private pending: BulkAction | undefined;
  private lastIndex: string | undefined;
  private last: { readonly line: Buffer; readonly action: BulkAction } | undefined;

  constructor(
    private readonly batches: RequestBatches,
    private readonly limits: EventLimits,
    private readonly index = DEFAULT_INDEX,
  ) {
    this.bare = { operation: 'index', index };
  }

  push(chunk: Buffer): void {
    this.frame(this.mark.strip(chunk));
  }

  end(): void {
    this.frame(this.mark.end());
    this.framer?.end();
    if (this.pending) this.refuse(this.pending, NO_DOCUMENT);
  }

  get isBlank(): boolean {
    return this.items.length === 0;
  }

  accepted(taken: Taken): Answer {
    return bulkAnswer(this.items, taken, performance.now() - this.started);
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
    return new JsonFramer(this.limits, { add: (line) => this.take(this.bare, line) });
  }

  private onLine(line: Buffer): void {
    if (this.pending) this.onDocument(this.pending, line);
    else this.onAction(line);
  }

  private onAction(line: Buffer): void {
    const action = this.actionOf(line);
    if (action === undefined) this.take(this.bare, line);
    else if (action.operation === 'delete') this.refuse(action, NO_DELETE);
    else this.pending = action;
  }

  private onDocument(action: BulkAction, line: Buffer): void {
    this.pending = undefined;
    if (action.operation !== 'update' || examine(line, this.limits.maxDepth).fault) {
      this.take(action, line);
      return;
    }
    const document = memberOf(line, 'doc');
    if (document === undefined) this.refuse(action, NO_DOCUMENT);
    else this.take(action, document);
  }

  /** Most clients repeat one and the same action for every document. */
  private actionOf(line: Buffer): BulkAction | undefined {
    if (this.last?.line.equals(line)) return this.last.action;
    const action = parseBulkAction(line);
    if (action) this.last = { line, action };
    return action;
  }

  private take(action: BulkAction, document: Buffer): void {
    const { operation, index = this.index } = action;
    // The same documents for another index are other events.
    if (index !== this.lastIndex) this.batches.note(index);
    this.lastIndex = index;
    const { fault, id: own } = examine(document, this.limits.maxDepth);
    const id = action.id ?? own;
    if (this.batches.add(document, fault, id)) this.items.push({ operation, index, id });
    else this.refuse(action, fault?.reason ?? 'The document is no event.');
  }

  private refuse(action: BulkAction, reason: string): void {
    this.pending = undefined;
    const { operation, id, index = this.index } = action;
    this.items.push({ operation, index, id, refused: reason });
  }
}
