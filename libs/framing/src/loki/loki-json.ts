import { readExactly } from '../json/exact-json';
import { onOneLine } from '../json/json-bytes';
import { elementsOf, MalformedJson, membersOf } from '../json/json-text';
import { timeOfNanos } from '../json/nanoseconds';
import type { LokiFormat, LokiItem } from './loki-entry';

const NO_ENTRY = {
  code: 'loki.entry',
  reason: 'An entry must be ["<nanoseconds>", "<line>"], with metadata as a third, if any.',
};

/** Loki's JSON. The lists that lead to the entries are walked without being parsed, so that one entry is parsed at a time. */
export const lokiJson: LokiFormat = {
  *itemsOf(body): Generator<LokiItem> {
    const streams = new Map(membersOf(body)).get('streams');
    if (streams === undefined) throw new MalformedJson('it has no "streams"');
    for (const stream of elementsOf(streams)) yield* itemsOfStream(stream);
  },

  entryOf(bytes) {
    const read = readExactly(bytes);
    if ('fault' in read) return read;
    const [nanos, line, metadata] = Array.isArray(read.value) ? (read.value as unknown[]) : [];
    if (typeof line !== 'string') return { fault: NO_ENTRY };
    return { time: timeOfNanos(nanos) ?? nanos, line, metadata };
  },

  parkable: onOneLine,
};

function* itemsOfStream(stream: Buffer): Generator<LokiItem> {
  const members = new Map(membersOf(stream));
  const values = members.get('values');
  if (values === undefined) throw new MalformedJson('a stream has no "values"');
  const read = readExactly(members.get('stream') ?? Buffer.from('{}'));
  if ('fault' in read) throw new MalformedJson(read.fault.reason);
  for (const bytes of elementsOf(values)) yield { bytes, labels: read.value };
}
