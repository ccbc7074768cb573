import type { BusMessage } from './message-bus';

const MIB = 1024 ** 2;

/** RabbitMQ 4 closes the channel on a message above 16 MiB; the rest of the frame needs a little room. */
export const MAX_BODY_BYTES = 15 * MIB;
/** AMQP keeps a message id in a short string. */
export const MAX_ID_BYTES = 255;
/** The client library encodes headers into 64 KiB; ours share that with the ones it adds. */
export const MAX_HEADERS_BYTES = 16 * 1024;
/** Other names are the adapters' own (`x-…`) or not portable. */
const HEADER_NAME = /^(?!x-)[a-z][a-z0-9._-]*$/;
/** PostgreSQL refuses a notification of 8,000 bytes. */
export const MAX_FACT_BYTES = 7_900;

// eslint-disable-next-line no-control-regex -- NUL cannot be stored as text by PostgreSQL.
const CONTROL = /[\u0000-\u001f]/;

/**
 * Refuses what one of the engines could not carry, so that a message which passes here passes everywhere.
 * @throws {RangeError} trying again cannot help.
 */
export function assertSendable(message: BusMessage): void {
  const idBytes = Buffer.byteLength(message.id);
  if (idBytes === 0 || idBytes > MAX_ID_BYTES || CONTROL.test(message.id)) {
    throw new RangeError(`A message id has 1 to ${MAX_ID_BYTES} bytes and no control characters.`);
  }
  if (message.body.length > MAX_BODY_BYTES) {
    throw new RangeError(
      `Message ${message.id} has ${message.body.length} bytes, more than ${MAX_BODY_BYTES}; send it in parts.`,
    );
  }
  let headerBytes = 0;
  for (const [name, value] of Object.entries(message.headers)) {
    if (!HEADER_NAME.test(name)) {
      throw new RangeError(
        `Header '${name}' of message ${message.id}: use a-z, 0-9, '.', '_', '-', and no x- in front.`,
      );
    }
    if (value.includes('\0')) throw new RangeError(`Header ${name} of message ${message.id} contains a NUL character.`);
    headerBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  if (headerBytes > MAX_HEADERS_BYTES) {
    throw new RangeError(`The headers of message ${message.id} have ${headerBytes} bytes; ${MAX_HEADERS_BYTES} fit.`);
  }
}

/**
 * The bytes of a fact on the wire.
 * @throws {RangeError} when it is too big: a fact names what changed, it does not carry it.
 */
export function encodeFact(topic: string, fact: unknown): string {
  const text = JSON.stringify({ topic, fact });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_FACT_BYTES) {
    throw new RangeError(
      `A fact on '${topic}' has ${bytes} bytes, more than ${MAX_FACT_BYTES}; announce an id and let listeners load the rest.`,
    );
  }
  return text;
}

/** Reverses `encodeFact`; undefined for what is none, for instance from another version. */
export function decodeFact(text: string): { topic: string; fact: unknown } | undefined {
  try {
    const parsed = JSON.parse(text) as { topic?: unknown; fact?: unknown } | null;
    return typeof parsed?.topic === 'string' ? { topic: parsed.topic, fact: parsed.fact } : undefined;
  } catch {
    return undefined;
  }
}
