import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

import { decompressed } from './decompressed';

const TEXT = Buffer.from(Array.from({ length: 4_000 }, (_, nr) => `line ${nr} ${(nr * 7_919) % 104_729}\n`).join(''));
const [FIRST, SECOND] = [TEXT.subarray(0, 30_001), TEXT.subarray(30_001)];
const CHECKED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
/** Four bytes of something else. */
const SKIPPED = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

async function read(bytes: Buffer, size: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const source = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  };
  for await (const piece of decompressed(source())) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe(decompressed.name, () => {
  it.each([
    ['nothing', TEXT],
    ['gzip', gzipSync(TEXT)],
    ['gzip in two members', Buffer.concat([gzipSync(FIRST), gzipSync(SECOND)])],
    ['zstd', zstdCompressSync(TEXT)],
    ['zstd in two frames', Buffer.concat([zstdCompressSync(FIRST), zstdCompressSync(SECOND, CHECKED)])],
    ['zstd with skipped frames', Buffer.concat([SKIPPED, zstdCompressSync(FIRST), SKIPPED, zstdCompressSync(SECOND)])],
  ])('reads what was compressed by %s, whatever pieces it comes in', async (_, bytes) => {
    for (const size of [7, 1_000, 65_536, bytes.length]) expect((await read(bytes, size)).equals(TEXT)).toBe(true);
  });

  it('reads what is too short to be anything as it is', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([0x28]), Buffer.from('a')])
      expect(await read(bytes, 1)).toEqual(bytes);
  });

  it('fails where the compressed bytes are cut off, in any frame', async () => {
    const whole = Buffer.concat([zstdCompressSync(FIRST), zstdCompressSync(SECOND)]);
    await expect(read(whole.subarray(0, -9), 1_000)).rejects.toThrow();
    await expect(read(gzipSync(TEXT).subarray(0, -9), 1_000)).rejects.toThrow();
  });
});
