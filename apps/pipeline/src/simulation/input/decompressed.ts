import { pipeline, type Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** As the zstd command: a frame that wants more memory has to be asked for by name there, too. */
const ZSTD_WINDOW_LOG = 27;
const CHUNK_BYTES = 256 * 1024;

/** The bytes as they were before they were compressed by gzip or zstd, as their first bytes tell; others as they are. */
export async function* decompressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const front = await firstBytes(chunks);
  const all = startingWith(front, chunks);
  const decoder = decoderFor(front);
  if (decoder === undefined) yield* all;
  else {
    // A failure on either side destroys the decoder with it, and so surfaces in the loop below.
    pipeline(all, decoder, () => undefined);
    for await (const chunk of decoder) yield chunk as Buffer;
  }
}

function decoderFor(front: Buffer): Transform | undefined {
  if (front.subarray(0, GZIP.length).equals(GZIP)) return createGunzip({ chunkSize: CHUNK_BYTES });
  if (!front.subarray(0, ZSTD.length).equals(ZSTD)) return undefined;
  const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
  return createZstdDecompress({ chunkSize: CHUNK_BYTES, params });
}

/** At least as many as tell what they are, when there are so many. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let front = Buffer.alloc(0);
  while (front.length < ZSTD.length) {
    const next = await chunks.next();
    if (next.done === true) break;
    front = Buffer.concat([front, next.value]);
  }
  return front;
}

async function* startingWith(front: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (front.length > 0) yield front;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
