import { crc32 } from 'node:zlib';

import type { SpooledBatch } from './spool';

const NEWLINE = 0x0a;
const MAGIC = Buffer.from('TOCSPL01', 'latin1');

/** Drawn for each segment, so that no text of an event can pass for the beginning of a record. */
export const MARKER_BYTES = 8;
/** Magic, marker, four bytes unused, checksum of all that. */
export const SEGMENT_HEADER_BYTES = 24;
/** Marker, length and events of the payload, its checksum, checksum of all that. */
export const RECORD_HEADER_BYTES = 24;

const LENGTH_AT = 8;
const EVENTS_AT = 12;
const PAYLOAD_CHECK_AT = 16;
const HEADER_CHECK_AT = 20;

/** A batch ready to be written: a line of JSON with all but its body, then the body. */
export interface Payload {
  readonly events: number;
  readonly head: Buffer;
  readonly body: Buffer;
}

export interface RecordHeader {
  readonly length: number;
  readonly events: number;
  readonly check: number;
}

export function payloadOf({ id, headers, body, events }: SpooledBatch): Payload {
  return { events, head: Buffer.from(`${JSON.stringify({ id, headers })}\n`), body };
}

/** Bytes of the whole record. */
export function recordBytes({ head, body }: Payload): number {
  return RECORD_HEADER_BYTES + head.length + body.length;
}

export function segmentHeader(marker: Buffer): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(header);
  marker.copy(header, MAGIC.length);
  return sealed(header);
}

/** The marker of a segment, or `undefined` when the header is none of ours or damaged. */
export function markerIn(header: Buffer): Buffer | undefined {
  const isOurs = header.length === SEGMENT_HEADER_BYTES && header.indexOf(MAGIC) === 0 && isSealed(header);
  return isOurs ? Buffer.from(header.subarray(MAGIC.length, MAGIC.length + MARKER_BYTES)) : undefined;
}

export function recordHeader(marker: Buffer, { events, head, body }: Payload): Buffer {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  marker.copy(header);
  header.writeUInt32BE(head.length + body.length, LENGTH_AT);
  header.writeUInt32BE(events, EVENTS_AT);
  header.writeUInt32BE(crc32(body, crc32(head)), PAYLOAD_CHECK_AT);
  return sealed(header);
}

/** `undefined` when these bytes are no header of a record. */
export function readRecordHeader(marker: Buffer, header: Buffer): RecordHeader | undefined {
  if (header.indexOf(marker) !== 0 || !isSealed(header)) return undefined;
  return {
    length: header.readUInt32BE(LENGTH_AT),
    events: header.readUInt32BE(EVENTS_AT),
    check: header.readUInt32BE(PAYLOAD_CHECK_AT),
  };
}

/** `undefined` when the payload is not what was written. */
export function readPayload({ events, check }: RecordHeader, payload: Buffer): SpooledBatch | undefined {
  if (crc32(payload) !== check) return undefined;
  const end = payload.indexOf(NEWLINE);
  const head = JSON.parse(payload.toString('utf8', 0, end)) as Pick<SpooledBatch, 'id' | 'headers'>;
  return { ...head, body: payload.subarray(end + 1), events };
}

function sealed(header: Buffer): Buffer {
  header.writeUInt32BE(crc32(header.subarray(0, HEADER_CHECK_AT)), HEADER_CHECK_AT);
  return header;
}

function isSealed(header: Buffer): boolean {
  return header.readUInt32BE(HEADER_CHECK_AT) === crc32(header.subarray(0, HEADER_CHECK_AT));
}
