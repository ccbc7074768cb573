import type { LineFault } from '@tocsin/event-model';

/** A line of a stream, as either encoding has it. */
export interface LokiEntry {
  /** RFC 3339, or what the sender gave in its place. */
  readonly time: unknown;
  readonly line: string;
  readonly metadata: unknown;
}

/** An entry that has been found and not yet read. */
export interface LokiItem {
  readonly bytes: Buffer;
  /** Of its stream, read once for all of its entries. */
  readonly labels: unknown;
}

/** One of the two encodings of a push request. */
export interface LokiFormat {
  /** The entries of a request, in order. @throws when the request around them is broken. */
  itemsOf(body: Buffer): Iterable<LokiItem>;
  entryOf(bytes: Buffer): LokiEntry | { readonly fault: LineFault };
  /** The bytes of an entry that cannot be read, as a line to be kept. */
  parkable(bytes: Buffer): Buffer;
}

/**
 * An entry as an event. Labels and metadata stand where the pipeline reads a key by the name it knows and keeps every other;
 * time and line carry the names that count before any label's. `filename` is the label of every agent for the file it reads.
 */
export function lokiEvent({ time, line, metadata }: LokiEntry, labels: unknown): Buffer {
  const { filename, ...others } = isLabels(labels) ? labels : { labels };
  const event = { utctimestamp: time, summary: line, 'log.file.path': filename, fields: others, details: metadata };
  return Buffer.from(JSON.stringify(event));
}

function isLabels(labels: unknown): labels is Readonly<Record<string, unknown>> {
  return typeof labels === 'object' && labels !== null && !Array.isArray(labels);
}
