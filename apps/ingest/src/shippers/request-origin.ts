import type { IncomingMessage } from 'node:http';

import { splitAtCommas, type Networks } from './networks';

/** What a request, or the proxy in front of us, says of where it comes from. Nothing of it is believed yet. */
export interface ClaimedOrigin {
  /** The other end of the connection. */
  readonly peer: string | undefined;
  readonly forwardedFor: string | undefined;
  /** Subject of a client certificate the proxy has verified. */
  readonly certificateSubject: string | undefined;
  /** Whether a page in a browser sent it. */
  readonly isFromPage: boolean;
}

/** Where a request comes from, as far as it can be believed. */
export interface Origin {
  readonly address: string | undefined;
  readonly certificateSubject: string | undefined;
}

export function claimedOrigin({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): ClaimedOrigin {
  const isVerified = headers['x-client-verify'] === 'SUCCESS';
  return {
    peer: socket.remoteAddress,
    forwardedFor: textOf(headers['x-forwarded-for']),
    certificateSubject: isVerified ? textOf(headers['x-client-dn']) : undefined,
    isFromPage: headers.origin !== undefined,
  };
}

/** Believes what the proxies say that are trusted, and nobody else. */
export function originOf(claimed: ClaimedOrigin, trusted: Networks): Origin {
  const { peer, forwardedFor, certificateSubject } = claimed;
  if (peer === undefined || !trusted.has(peer)) return { address: peer, certificateSubject: undefined };
  return { address: clientOf(forwardedFor, trusted) ?? peer, certificateSubject };
}

/**
 * Each proxy adds whom it was asked by: from the right, the first that is no proxy of ours. When all could be, the last one,
 * which our own proxy wrote; the others may be invented.
 */
function clientOf(forwardedFor: string | undefined, trusted: Networks): string | undefined {
  const hops = splitAtCommas(forwardedFor ?? '');
  return hops.findLast((hop) => !trusted.has(hop)) ?? hops.at(-1);
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && header !== '' ? header : undefined;
}
