import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';

import type { IngestOptions } from '../ingest.config';
import { Refusal } from '../refusal';
import { decoderFor, type DecoderFactory } from './decoders';

export type BodyLimits = Pick<
  IngestOptions,
  'maxCompressedBytes' | 'maxDecompressedBytes' | 'maxCompressionRatio' | 'bodyIdleMs'
>;

/** Below this length a high ratio costs nothing worth a refusal. */
const RATIO_FREE_BYTES = 16 * 1024 ** 2;

/** Bytes of a body so far. */
interface BodySize {
  sent: number;
  decoded: number;
}

/**
 * The body of a request, decompressed, piece by piece and no faster than they are taken. Leaves the connection open when
 * it fails, so that the refusal can be answered.
 * @throws {Refusal} when a limit is exceeded, the encoding is broken, or the client is too slow or gone.
 */
export async function* readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  makeDecoder = decoderFor(request.headers['content-encoding']),
): AsyncGenerator<Buffer> {
  const size: BodySize = { sent: 0, decoded: 0 };
  assertSentSize(Number(request.headers['content-length'] ?? 0), limits);
  const sent = readSent(request, limits, size);
  for await (const chunk of makeDecoder ? decode(sent, makeDecoder) : sent) {
    size.decoded += chunk.length;
    assertDecodedSize(size, limits);
    yield chunk;
  }
}

async function* readSent(request: IncomingMessage, limits: BodyLimits, size: BodySize): AsyncGenerator<Buffer> {
  // Taken by hand: a loop that is left would destroy the request, and with it the connection the answer needs.
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const next = await nextInTime(request, chunks, limits.bodyIdleMs);
    if (next.done === true) return;
    size.sent += next.value.length;
    assertSentSize(size.sent, limits);
    yield next.value;
  }
}

async function nextInTime(
  request: IncomingMessage,
  chunks: AsyncIterator<Buffer>,
  idleMs: number,
): Promise<IteratorResult<Buffer, unknown>> {
  const timer = setTimeout(() => {
    request.destroy(new Refusal('body.too_slow', `The body paused for longer than ingest.bodyIdleMs (${idleMs} ms).`));
  }, idleMs);
  try {
    return await chunks.next();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('body.cut_off', 'The connection was closed inside the body.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function* decode(sent: AsyncGenerator<Buffer>, makeDecoder: DecoderFactory): AsyncGenerator<Buffer> {
  const first = await sent.next();
  if (first.done === true) return;
  const decoder = makeDecoder(first.value);
  // A failure on either side destroys the decoder with it, and so surfaces in the loop below.
  pipeline(startingWith(first.value, sent), decoder, () => undefined);
  try {
    for await (const chunk of decoder) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const what = error instanceof Error ? error.message : String(error);
    throw new Refusal('body.encoding_broken', `The body is not what its Content-Encoding says: ${what}.`, {
      cause: error,
    });
  }
}

async function* startingWith(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function assertSentSize(bytes: number, { maxCompressedBytes }: BodyLimits): void {
  if (bytes <= maxCompressedBytes) return;
  throw new Refusal(
    'limit.compressed_bytes',
    `The body is longer than ingest.maxCompressedBytes (${maxCompressedBytes}). Send it in several requests.`,
  );
}

function assertDecodedSize(size: BodySize, limits: BodyLimits): void {
  if (size.decoded > limits.maxDecompressedBytes) {
    throw new Refusal(
      'limit.decompressed_bytes',
      `The body is longer than ingest.maxDecompressedBytes (${limits.maxDecompressedBytes}). Send it in several requests.`,
    );
  }
  if (size.decoded > RATIO_FREE_BYTES && size.decoded > size.sent * limits.maxCompressionRatio) {
    throw new Refusal(
      'limit.compression_ratio',
      `The body grows more than ingest.maxCompressionRatio (${limits.maxCompressionRatio}) times when decompressed.`,
    );
  }
}
