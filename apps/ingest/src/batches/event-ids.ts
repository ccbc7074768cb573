import { hash } from 'node:crypto';

import { v7 } from 'uuid';

/** 162 bits: no two of anybody's ids will meet. */
const ID_LENGTH = 27;

/** A shipper's own id made unique among all sources, so that one source cannot hide another's events. */
export function idOfSource(source: string, id: string): string {
  return hash('sha256', `${source}\0${id}`, 'base64url').slice(0, ID_LENGTH);
}

/**
 * The id of the event at a position of a request that was sent with an `Idempotency-Key`. What the event says is part of it:
 * a sender that uses one key for two requests by mistake must not lose the second.
 */
export function idOfPosition(print: string, idempotencyKey: string, position: number): string {
  return hash('sha256', `${print}\0${idempotencyKey}\0${position}`, 'base64url').slice(0, ID_LENGTH);
}

/** Hash that makes one line of one source known again. */
export function fingerprint(source: string, line: Buffer): string {
  return `${source}\0${hash('sha256', line, 'base64url')}`;
}

/** A UUID (version 7) that follows from its time and a digest of at least 20 bytes instead of chance. */
export function uuidFromDigest(milliseconds: number, digest: Buffer): string {
  return v7({ msecs: milliseconds, random: digest.subarray(0, 16), seq: digest.readUInt32BE(16) });
}
