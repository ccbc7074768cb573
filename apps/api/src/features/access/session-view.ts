import type { Actor, CodeNeeded, SessionOrigin } from '@tocsin/access-control';
import type { CodeNeeded as CodeNeededView, OwnSessions, Session } from '@tocsin/api-contract';
import type { SessionEntity } from '@tocsin/database';
import type { Request } from 'express';

/** A session as its owner sees it. */
export function viewSession(actor: Actor): Session {
  const { accountId: id, username, displayName, permissions } = actor;
  return {
    account: { id, username, displayName, permissions: [...permissions] },
    expiresAt: actor.expiresAt.toISOString(),
  };
}

/** The second step as who signs in sees it. */
export function viewCodeNeeded({ ticket, expiresAt }: CodeNeeded): CodeNeededView {
  return { step: 'code', ticket, expiresAt: expiresAt.toISOString() };
}

/** From where a request comes; behind trusted proxies the address they saw. */
export function originOf(request: Request): SessionOrigin {
  return { userAgent: request.headers['user-agent'] ?? '', address: request.ip ?? '' };
}

/** A session in the list of its owner's. */
export function viewOwnSession(session: SessionEntity, actor: Actor): OwnSessions['items'][number] {
  const { id, createdAt, lastSeenAt, expiresAt, address, userAgent } = session;
  return {
    id,
    startedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    address,
    userAgent,
    isCurrent: id === actor.sessionId,
  };
}
