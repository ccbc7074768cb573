import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { Feed } from './feed';
import { isZstd, zstdFrames } from './zstd-frames';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** So many tell what they are. */
const FRONT_BYTES = 4;
const CHUNK_BYTES = 256 * 1024;

/** The bytes as they were before they were compressed by gzip or zstd, as their first bytes tell; others as they are. */
export async function* decompressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const feed = new Feed(source[Symbol.asyncIterator]());
  const front = await feed.front(FRONT_BYTES);
  if (isZstd(front)) yield* zstdFrames(feed, CHUNK_BYTES);
  else if (front.subarray(0, GZIP.length).equals(GZIP)) yield* gunzipped(feed);
  else yield* feed;
}

/** All members of a gzip file, which may have several. */
async function* gunzipped(feed: Feed): AsyncGenerator<Buffer> {
  const decoder = createGunzip({ chunkSize: CHUNK_BYTES });
  // A failure on either side destroys the decoder with it, and so surfaces in the loop below.
  pipeline(feed, decoder, () => undefined);
  for await (const chunk of decoder) yield chunk as Buffer;
}
