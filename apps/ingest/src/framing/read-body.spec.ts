import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { Refusal } from '../refusal';
import { readBody, type BodyLimits } from './read-body';

const MIB = 1024 ** 2;
const LIMITS: BodyLimits = {
  maxCompressedBytes: 4 * MIB,
  maxDecompressedBytes: 64 * MIB,
  maxCompressionRatio: 250,
  bodyIdleMs: 10_000,
};
const TEXT = '{"a":1}\n'.repeat(20_000);

function request(body: Readable, encoding?: string, headers: Record<string, string> = {}): IncomingMessage {
  const encoded = encoding === undefined ? {} : { 'content-encoding': encoding };
  return Object.assign(body, { headers: { ...headers, ...encoded } }) as unknown as IncomingMessage;
}

/** The body in chunks, as it comes from the network. */
function sent(bytes: Buffer, chunkSize = 1_000): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.subarray(at, at + chunkSize));
  return Readable.from(chunks, { objectMode: false });
}

async function read(message: IncomingMessage, limits: Partial<BodyLimits> = {}): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBody(message, { ...LIMITS, ...limits })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(() => undefined).catch((reason: unknown) => reason);
  if (error instanceof Refusal) return error;
  throw new Error(`Expected a refusal, got ${String(error)}.`);
}

const ENCODERS: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gzipSync(bytes),
  'X-GZIP': (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  zstd: (bytes) => zstdCompressSync(bytes),
};
const ENCODINGS = Object.entries(ENCODERS);

describe(readBody.name, () => {
  it('hands on a body without encoding as it is', async () => {
    expect(await read(request(sent(Buffer.from(TEXT))))).toBe(TEXT);
    expect(await read(request(sent(Buffer.from(TEXT)), 'identity'))).toBe(TEXT);
  });

  it.each(ENCODINGS)('decompresses %s', async (encoding, encode) => {
    for (const chunkSize of [1, 1_000]) {
      expect(await read(request(sent(encode(Buffer.from(TEXT)), chunkSize), encoding))).toBe(TEXT);
    }
  });

  it('understands deflate with and without the zlib header', async () => {
    for (const encode of [deflateSync, deflateRawSync])
      for (const chunkSize of [1, 1_000])
        expect(await read(request(sent(encode(TEXT), chunkSize), 'deflate'))).toBe(TEXT);
  });

  it('reads every member of a gzip body', async () => {
    const members = Buffer.concat([gzipSync('one'), gzipSync('two')]);
    expect(await read(request(sent(members), 'gzip'))).toBe('onetwo');
  });

  it.each(ENCODINGS)('refuses %s that stops in the middle, with 400', async (encoding, encode) => {
    const bytes = encode(Buffer.from(TEXT));
    const refusal = await refusalOf(read(request(sent(bytes.subarray(0, -5)), encoding)));
    expect(refusal).toMatchObject({ status: 400, code: 'body.encoding_broken' });
  });

  it.each(ENCODINGS)('refuses %s with garbage behind it, with 400', async (encoding, encode) => {
    const bytes = Buffer.concat([encode(Buffer.from(TEXT)), Buffer.from('garbage')]);
    for (const chunkSize of [1_000, 1_000_000]) {
      const refusal = await refusalOf(read(request(sent(bytes, chunkSize), encoding)));
      expect(refusal).toMatchObject({ status: 400, code: 'body.encoding_broken' });
    }
  });

  it.each(ENCODINGS)('refuses a body that is not the %s it claims to be, with 400', async (encoding) => {
    const refusal = await refusalOf(read(request(sent(Buffer.from('{"a":1}')), encoding)));
    expect(refusal).toMatchObject({ status: 400, code: 'body.encoding_broken' });
  });

  it('refuses an encoding it does not know, with 415', async () => {
    for (const encoding of ['compress', 'gzip, gzip', '__proto__'])
      expect(await refusalOf(read(request(sent(Buffer.from('x')), encoding)))).toMatchObject({ status: 415 });
  });

  it('gives an empty body as no chunks, also when an encoding is named', async () => {
    expect(await read(request(sent(Buffer.alloc(0))))).toBe('');
    expect(await read(request(sent(Buffer.alloc(0)), 'gzip'))).toBe('');
  });

  it('refuses a body that says it is too long before any of it is read', async () => {
    const body = new PassThrough();
    const declared = { 'content-length': String(4 * MIB + 1) };
    expect(await refusalOf(read(request(body, undefined, declared)))).toMatchObject({
      status: 413,
      code: 'limit.compressed_bytes',
    });
    expect(body.readableFlowing).toBeNull();
  });

  it('refuses a body of unsaid length as soon as it is too long', async () => {
    const refusal = await refusalOf(read(request(sent(Buffer.alloc(2_000))), { maxCompressedBytes: 1_500 }));
    expect(refusal).toMatchObject({ status: 413, code: 'limit.compressed_bytes' });
    expect(refusal.message).toContain('ingest.maxCompressedBytes (1500)');
  });

  it('refuses a body that becomes too long, without decompressing the rest', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * MIB, '{}\n'));
    let seen = 0;
    const limits = { ...LIMITS, maxDecompressedBytes: MIB };
    const refusal = await refusalOf(
      (async () => {
        for await (const chunk of readBody(request(sent(bomb), 'gzip'), limits)) seen += chunk.length;
      })(),
    );
    expect(refusal).toMatchObject({ status: 413, code: 'limit.decompressed_bytes' });
    expect(seen).toBeLessThanOrEqual(MIB);
  });

  it('refuses a body that grows too much, naming the ratio', async () => {
    const refusal = await refusalOf(read(request(sent(gzipSync(Buffer.alloc(20 * MIB))), 'gzip')));
    expect(refusal).toMatchObject({ status: 413, code: 'limit.compression_ratio' });
  });

  it('gives up on a client that pauses inside its body', async () => {
    const body = new PassThrough();
    body.write('{"a":');
    const refusal = await refusalOf(read(request(body), { bodyIdleMs: 20 }));
    expect(refusal).toMatchObject({ status: 408, code: 'body.too_slow' });
    expect(body.destroyed).toBe(true);
  });

  it('tells a body that was cut off from a complete one', async () => {
    for (const encoding of [undefined, 'gzip']) {
      const body = new PassThrough();
      body.write(gzipSync('x').subarray(0, 12));
      setImmediate(() => body.destroy(new Error('aborted')));
      expect(await refusalOf(read(request(body, encoding)))).toMatchObject({ code: 'body.cut_off' });
    }
  });

  it('leaves the request open when it refuses, so that the refusal can be answered', async () => {
    for (const [encoding, encode] of [...ENCODINGS, [undefined, (bytes: Buffer) => bytes] as const]) {
      const body = sent(encode(randomBytes(MIB)));
      await refusalOf(read(request(body, encoding), { maxDecompressedBytes: 1_000 }));
      await new Promise(setImmediate);
      expect(body.destroyed).toBe(false);
    }
  });
});
