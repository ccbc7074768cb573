import { Reader } from 'protobufjs';

const LENGTH_DELIMITED = 2;

/**
 * The bytes of every occurrence of a field that is a message or a string, in order and without a copy. What else stands in
 * the message is skipped.
 * @throws {Error} where the message is broken.
 */
export function* fieldsOf(message: Buffer, field: number): Generator<Buffer> {
  const reader = Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === field && (tag & 7) === LENGTH_DELIMITED) yield reader.bytes() as Buffer;
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
}

/** A text that may stand only once: the last one counts. */
export function lastField(message: Buffer, field: number): Buffer | undefined {
  return [...fieldsOf(message, field)].at(-1);
}

/** A message that may stand only once; when it stands more often, the format has them read as one after the other. */
export function mergedField(message: Buffer, field: number): Buffer {
  return Buffer.concat([...fieldsOf(message, field)]);
}
