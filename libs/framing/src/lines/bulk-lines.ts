import { parseBulkAction, type BulkAction } from '../bulk/bulk-action';
import { bulkDocument, NO_DELETE, NO_DOCUMENT } from '../bulk/bulk-document';
import type { FoundEvent } from '../found-event';
import { examine } from '../json/examine';
import type { LineReader } from './line-reader';

/** Pairs of an action and its document, a line each; a line that is neither is a document of its own. */
export class BulkLines implements LineReader {
  private pending: { readonly action: BulkAction; readonly line: Buffer } | undefined;

  constructor(private readonly maxDepth: number) {}

  read(line: Buffer): readonly FoundEvent[] {
    const { pending } = this;
    this.pending = undefined;
    if (pending !== undefined) return [this.document(pending.action, line)];
    const action = parseBulkAction(line);
    if (action === undefined) return [{ line, ...examine(line, this.maxDepth) }];
    if (action.operation === 'delete') return [refused(line, NO_DELETE)];
    this.pending = { action, line };
    return [];
  }

  end(): readonly FoundEvent[] {
    const { pending } = this;
    this.pending = undefined;
    return pending === undefined ? [] : [refused(pending.line, NO_DOCUMENT)];
  }

  private document(action: BulkAction, line: Buffer): FoundEvent {
    const document = bulkDocument(action, line, this.maxDepth);
    if (document === undefined) return refused(line, NO_DOCUMENT);
    const { fault, id } = examine(document, this.maxDepth);
    return { line: document, fault, id: action.id ?? id };
  }
}

function refused(line: Buffer, reason: string): FoundEvent {
  return { line, fault: { code: 'bulk.refused', reason } };
}
