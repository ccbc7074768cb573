const HEADER = /^(basic|apikey|bearer) +([a-z0-9+/_-]+={0,2}) *$/i;
const MAX_HEADER_LENGTH = 4_096;

/**
 * The pair `id:secret` of an `Authorization` header. All three schemes carry the same base64 of it, so that a shipper may
 * use whichever it can; `undefined` when the header is none of them.
 */
export function pairOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > MAX_HEADER_LENGTH) return undefined;
  const encoded = HEADER.exec(authorization)?.[2];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.indexOf(':') > 0 ? pair : undefined;
}
