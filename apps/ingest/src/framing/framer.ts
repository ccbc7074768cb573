import type { LineFault } from '@tocsin/event-model';

/** Where a framer puts the events it finds. */
export interface EventSink {
  /**
   * @param line one event on one line, without its end; taken over, not copied.
   * @param fault why it is no event; it is parked with its bytes, or refused when its source is strict.
   * @param id the shipper's own, if it gave one.
   */
  add(line: Buffer, fault?: LineFault, id?: string): void;
}

/** Finds the events of a body while it arrives. */
export interface Framer {
  push(chunk: Buffer): void;
  /** The body is complete. */
  end(): void;
}

/** What one event may be like at most. */
export interface EventLimits {
  readonly maxLineBytes: number;
  readonly maxDepth: number;
}

/** What a body may be like at most whose events can only be found when all of it has arrived. */
export interface DocumentLimits extends EventLimits {
  readonly maxDocumentBytes: number;
}
