import type { Actor, SessionOrigin } from '@tocsin/access-control';
import type { Session } from '@tocsin/api-contract';
import type { Request } from 'express';

/** A session as its owner sees it. */
export function viewSession(actor: Actor): Session {
  const { accountId: id, username, displayName, permissions } = actor;
  return {
    account: { id, username, displayName, permissions: [...permissions] },
    expiresAt: actor.expiresAt.toISOString(),
  };
}

/** From where a request comes; behind trusted proxies the address they saw. */
export function originOf(request: Request): SessionOrigin {
  return { userAgent: request.headers['user-agent'] ?? '', address: request.ip ?? '' };
}
