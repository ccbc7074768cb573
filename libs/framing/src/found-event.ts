import type { LineFault } from '@tocsin/event-model';

/** An event as it was found in what was sent, on one line. */
export interface FoundEvent {
  readonly line: Buffer;
  /** Why it is none; the line is parked with it. */
  readonly fault?: LineFault | undefined;
  /** The shipper's own id. */
  readonly id?: string | undefined;
}
