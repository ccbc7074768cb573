import { parse } from 'protobufjs';
import { type LokiFormat, type LokiItem, textOf, timeOfNanos } from '@tocsin/framing';

import { fieldsOf, lastField } from '../../framing/protobuf';
import { Refusal } from '../../refusal';
import { readLabels } from './loki-labels';

/**
 * What we read of Loki's push.proto. Texts are declared as bytes, which are the same on the wire: a sender's Latin-1 then
 * reaches us as it is.
 */
const Entry = parse(`
  syntax = "proto3";
  message Entry {
    Timestamp timestamp = 1;
    bytes line = 2;
    repeated Label structured_metadata = 3;
  }
  message Timestamp { int64 seconds = 1; int32 nanos = 2; }
  message Label { bytes name = 1; bytes value = 2; }
`).root.lookupType('Entry');

/** Numbers of the fields that lead to an entry: they are walked, not decoded, so that only one entry is. */
const FIELD = { streams: 1, labels: 1, entries: 2 } as const;

interface DecodedEntry {
  readonly timestamp?: { readonly seconds?: string; readonly nanos?: number };
  readonly line?: Buffer;
  readonly structuredMetadata?: readonly { readonly name?: Buffer; readonly value?: Buffer }[];
}

/** Loki's protobuf, decompressed. */
export const lokiProtobuf: LokiFormat = {
  *itemsOf(body): Generator<LokiItem> {
    try {
      for (const stream of fieldsOf(body, FIELD.streams)) yield* itemsOfStream(stream);
    } catch (error) {
      throw new Refusal('body.malformed', `The body is no PushRequest in protobuf: ${reasonOf(error)}.`, {
        cause: error,
      });
    }
  },

  entryOf(bytes) {
    let entry: DecodedEntry;
    try {
      entry = Entry.toObject(Entry.decode(bytes), { longs: String });
    } catch (error) {
      return { fault: { code: 'loki.entry', reason: `The entry cannot be decoded: ${reasonOf(error)}.` } };
    }
    const { timestamp, line, structuredMetadata = [] } = entry;
    const pairs = structuredMetadata.map(({ name, value }) => [text(name), text(value)] as const);
    return { time: timeOf(timestamp), line: text(line), metadata: Object.fromEntries(pairs) };
  },

  parkable: (bytes) => Buffer.from(JSON.stringify({ entry: bytes.toString('base64') })),
};

function* itemsOfStream(stream: Buffer): Generator<LokiItem> {
  const labels = readLabels(text(lastField(stream, FIELD.labels)));
  for (const bytes of fieldsOf(stream, FIELD.entries)) yield { bytes, labels };
}

function timeOf({ seconds = '0', nanos = 0 }: NonNullable<DecodedEntry['timestamp']> = {}): string {
  const all = String(BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
  return timeOfNanos(all) ?? all;
}

function text(bytes: Buffer | undefined): string {
  return bytes === undefined ? '' : textOf(bytes);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
