import type { IncomingMessage } from 'node:http';

import { claimedOrigin, type ClaimedOrigin } from './request-origin';

/** What a request says of its sender. */
export interface Credentials {
  /** `id:secret` of a key, when one is given. */
  readonly pair: string | undefined;
  readonly origin: ClaimedOrigin;
}

const HEADER = /^(basic|apikey|bearer|splunk) +(\S+) *$/i;
const BASE64 = /^[a-z0-9+/_-]+={0,2}$/i;
/** Keys are printable, and random bytes that were decoded by mistake are not. */
const PAIR = /^[\w-]{1,64}:[!-~]+$/;
const MAX_LENGTH = 4_096;

/**
 * The credentials of a request. A shipper sends its key in whichever way it can: `Authorization` with one of four schemes,
 * `X-Api-Key`, or the query where a protocol forces it.
 */
export function credentialsOf(
  request: Pick<IncomingMessage, 'headers' | 'socket' | 'url'>,
  hasQueryToken: boolean,
): Credentials {
  const { authorization, 'x-api-key': apiKey } = request.headers;
  const named = typeof apiKey === 'string' ? pairOf(apiKey) : undefined;
  const pair = pairOfHeader(authorization) ?? named ?? (hasQueryToken ? pairOfQuery(request.url) : undefined);
  return { pair, origin: claimedOrigin(request) };
}

/** Whether a request brings credentials as shippers do, good or not; a browser never does. */
export function hasCredentials({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { authorization, 'x-api-key': apiKey, 'x-client-verify': certificate } = headers;
  return authorization !== undefined || apiKey !== undefined || certificate === 'SUCCESS';
}

function pairOfHeader(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > MAX_LENGTH) return undefined;
  const [, scheme = '', token = ''] = HEADER.exec(authorization) ?? [];
  const pair = pairOf(token);
  if (pair === undefined || scheme.toLowerCase() !== 'basic') return pair;
  // Splunk's clients give any name and the whole key as its password.
  return pairOf(pair.slice(pair.indexOf(':') + 1)) ?? pair;
}

function pairOfQuery(url = ''): string | undefined {
  const query = url.indexOf('?');
  const token = query < 0 ? null : new URLSearchParams(url.slice(query)).get('token');
  // Who puts base64 into a query as it is means a plus where a query says space.
  return token === null ? undefined : pairOf(token.replaceAll(' ', '+'));
}

/** The pair `id:secret`, given as it is or in base64. */
function pairOf(token: string): string | undefined {
  if (token.length > MAX_LENGTH) return undefined;
  if (PAIR.test(token)) return token;
  if (!BASE64.test(token)) return undefined;
  const pair = Buffer.from(token, 'base64').toString('utf8');
  return PAIR.test(pair) ? pair : undefined;
}
