import { pipeline } from 'node:stream';
import { constants, createZstdDecompress, type ZstdDecompress } from 'node:zlib';

import type { Feed } from './feed';

/** A frame, and one that holds something else and is skipped. */
const FRAME = 0xfd2fb528;
const SKIPPED_FRAME = 0x184d2a50;
const SKIPPED_MASK = 0xfffffff0;
/** As the zstd command: a frame that wants more memory has to be asked for by name there, too. */
const WINDOW_LOG = 27;

/** Whether bytes begin as zstd does. */
export function isZstd(front: Buffer): boolean {
  if (front.length < 4) return false;
  const magic = front.readUInt32LE(0);
  return magic === FRAME || (magic & SKIPPED_MASK) >>> 0 === SKIPPED_FRAME;
}

/** What all frames hold, one behind the other: Node's decoder ends with the first and forgets what it was given beyond it. */
export async function* zstdFrames(feed: Feed, chunkSize: number): AsyncGenerator<Buffer> {
  while ((await feed.front(1)).length > 0) {
    const decoder = createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG } });
    const given = new GivenBytes(feed, decoder);
    // A failure on either side destroys the decoder with it, and so surfaces in the loop below.
    pipeline(given, decoder, () => undefined);
    for await (const chunk of decoder) yield chunk as Buffer;
    given.takeBack();
  }
}

/** Remembers what was given to a decoder until it has read it. */
class GivenBytes implements AsyncIterable<Buffer> {
  private chunks: Buffer[] = [];
  /** Bytes before the chunks that are remembered. */
  private forgotten = 0;

  constructor(
    private readonly feed: Feed,
    private readonly decoder: ZstdDecompress,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for await (const chunk of this.feed) {
      this.forget();
      this.chunks.push(chunk);
      yield chunk;
    }
  }

  /** Puts back into the feed what the decoder did not read. */
  takeBack(): void {
    this.forget();
    const [first, ...others] = this.chunks;
    if (first !== undefined) this.feed.putBack(first.subarray(this.decoder.bytesWritten - this.forgotten), ...others);
  }

  private forget(): void {
    for (let [first] = this.chunks; first !== undefined; [first] = this.chunks) {
      if (this.forgotten + first.length > this.decoder.bytesWritten) return;
      this.forgotten += first.length;
      this.chunks.shift();
    }
  }
}
