import { bulkDocument, examine, NO_DELETE, NO_DOCUMENT, type BulkAction } from '@tocsin/framing';

import type { RequestBatches } from '../../batches/request-batches';
import type { BulkItem } from './bulk-item';

/** Makes events of actions and their documents, and keeps what the answer has to tell of each. */
export class BulkItems {
  readonly list: BulkItem[] = [];
  private lastIndex: string | undefined;

  /** @param index used when an action names none; it only shows in the answer. */
  constructor(
    private readonly batches: RequestBatches,
    private readonly maxDepth: number,
    private readonly index: string,
  ) {}

  /** An action with the line that belongs to it. */
  act(action: BulkAction, line: Buffer): void {
    const document = bulkDocument(action, line, this.maxDepth);
    if (document === undefined) this.refuse(action, NO_DOCUMENT);
    else this.take(action, document);
  }

  take(action: BulkAction, document: Buffer): void {
    const { operation, index = this.index } = action;
    // The same documents for another index are other events.
    if (index !== this.lastIndex) this.batches.note(index);
    this.lastIndex = index;
    const { fault, id: own } = examine(document, this.maxDepth);
    const id = action.id ?? own;
    if (this.batches.add(document, fault, id)) this.list.push({ operation, index, id });
    else this.refuse(action, fault?.reason ?? 'The document is no event.');
  }

  refuseDelete(action: BulkAction): void {
    this.refuse(action, NO_DELETE);
  }

  /** The body ended before the document came. */
  refuseHalf(action: BulkAction): void {
    this.refuse(action, NO_DOCUMENT);
  }

  private refuse({ operation, id, index = this.index }: BulkAction, reason: string): void {
    this.list.push({ operation, index, id, refused: reason });
  }
}
