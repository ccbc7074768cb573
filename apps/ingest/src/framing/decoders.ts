import { PassThrough, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

import { Refusal } from '../refusal';

const chunkSize = 64 * 1024;
/** RFC 8878 asks every decoder for 8 MiB; a frame that wants more memory is refused. */
const ZSTD_WINDOW_LOG = 23;
/** Without it what follows the end of a stream would be dropped in silence. Gunzip needs it not: there, more members may follow. */
const rejectGarbageAfterEnd = true;
const ZLIB_METHOD = 8;
const ZLIB_LARGEST_WINDOW = 7;

/** Makes a decoder when the first bytes are known, which `deflate` needs: some clients send zlib, some raw deflate. */
export type DecoderFactory = (firstBytes: Buffer) => Transform;

const DECODERS: Readonly<Record<string, DecoderFactory>> = {
  gzip: () => createGunzip({ chunkSize }),
  'x-gzip': () => createGunzip({ chunkSize }),
  deflate: (first) =>
    isZlib(first)
      ? createInflate({ chunkSize, rejectGarbageAfterEnd })
      : createInflateRaw({ chunkSize, rejectGarbageAfterEnd }),
  br: () => createBrotliDecompress({ chunkSize, rejectGarbageAfterEnd }),
  zstd: () =>
    createZstdDecompress({
      chunkSize,
      rejectGarbageAfterEnd,
      params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
    }),
};

const ENCODING_BY_FIRST_BYTE: ReadonlyMap<number, keyof typeof DECODERS> = new Map([
  [0x1f, 'gzip'],
  [0x78, 'deflate'],
  [0x28, 'zstd'],
]);

/**
 * The decoder a `Content-Encoding` asks for, `undefined` when the body is sent as it is.
 * @throws {Refusal} for an encoding that is not known.
 */
export function decoderFor(contentEncoding: string | undefined): DecoderFactory | undefined {
  const encoding = (contentEncoding ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return undefined;
  if (Object.hasOwn(DECODERS, encoding)) return DECODERS[encoding];
  throw new Refusal(
    'body.encoding_unknown',
    'This Content-Encoding is not known. Send gzip, deflate, br or zstd, once, or leave the body as it is.',
  );
}

/** Leaves a body as it is. */
export const undecoded: DecoderFactory = () => new PassThrough();

/** Decodes what its first byte shows to be gzip, zlib or zstd; JSON begins with none of them. */
export const decoderByContent: DecoderFactory = (first) => {
  const encoding = ENCODING_BY_FIRST_BYTE.get(first[0] ?? 0);
  return (encoding === undefined ? undecoded : (DECODERS[encoding] ?? undecoded))(first);
};

/**
 * A zlib stream begins with the number of its method and a window of at most 32 KiB (RFC 1950); no encoder begins raw deflate
 * like that. One byte must be enough: the first chunk may have no more.
 */
function isZlib(first: Buffer): boolean {
  const byte = first[0] ?? 0;
  return (byte & 0x0f) === ZLIB_METHOD && byte >> 4 <= ZLIB_LARGEST_WINDOW;
}
