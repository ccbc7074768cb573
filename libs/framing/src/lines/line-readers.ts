import type { FoundEvent } from '../found-event';
import { lokiEvents } from '../loki/loki-events';
import { lokiJson } from '../loki/loki-json';
import { otlpEvents } from '../otlp/otlp-events';
import { otlpJson } from '../otlp/otlp-json';
import { BulkLines } from './bulk-lines';
import { found } from './found';
import { hecLine } from './hec-lines';
import { anyLine, jsonLine, jsonOrTextLine, textLine } from './json-lines';
import { eachLine, type LineReader } from './line-reader';

type ReadLine = (line: Buffer, maxDepth: number) => readonly FoundEvent[];

/** What the front door makes of a line sent in one of the ways it knows. */
const READERS: ReadonlyMap<string, ReadLine> = new Map<string, ReadLine>([
  ['json', jsonLine],
  ['custom', jsonLine],
  ['gelf', jsonLine],
  ['cef', jsonOrTextLine],
  ['syslog', textLine],
  ['splunk_hec', hecLine],
  ['otlp', (line, maxDepth) => found(line, () => [...otlpEvents(line, otlpJson, maxDepth)])],
  ['loki', (line, maxDepth) => found(line, () => [...lokiEvents(line, lokiJson, maxDepth)])],
]);

const BULK = 'elasticsearch_bulk';

/** Ways of sending that say how lines are to be read. */
export const READ_DIALECTS: readonly string[] = [...READERS.keys(), BULK];

/**
 * A reader for lines of a dialect. Without one, and for a dialect that says nothing of how events are sent, a line that begins a
 * JSON object is one, and any other is text.
 */
export function lineReader(dialect: string | undefined, maxDepth: number): LineReader {
  if (dialect === BULK) return new BulkLines(maxDepth);
  const read = READERS.get(dialect ?? '') ?? anyLine;
  return eachLine((line) => read(line, maxDepth));
}
