import type { LineFault } from '@tocsin/event-model';

import type { OtlpOrigin } from './otlp-event';
import type { Json } from './otlp-value';

/** A log record that has been found and not yet read. */
export interface OtlpItem {
  readonly bytes: Buffer;
  readonly origin: OtlpOrigin;
}

export type OtlpRecord = { readonly record: Json } | { readonly fault: LineFault };

/** One of the two encodings of an export request. */
export interface OtlpFormat {
  /** The log records of a request, in order. @throws when the request around them is broken. */
  itemsOf(body: Buffer): Iterable<OtlpItem>;
  recordOf(bytes: Buffer, maxDepth: number): OtlpRecord;
  /** The bytes of a record that cannot be read, as a line to be kept. */
  parkable(bytes: Buffer): Buffer;
}
