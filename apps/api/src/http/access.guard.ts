import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { LoginThrottle, PersonalTokens, Sessions, type Actor } from '@tocsin/access-control';
import { DomainError } from '@tocsin/api-contract';

import { ACCESS_RULE, type AccessRule, type ActorRequest } from './access';
import { OriginCheck } from './origin-check';
import { sessionToken } from './session-cookie';

export class SessionRequired extends DomainError {
  readonly code = 'session.required';
  readonly kind = 'unauthenticated';

  constructor() {
    super('You are not signed in, or your session has ended. Sign in and try again.');
  }
}

export class PermissionRequired extends DomainError {
  readonly code = 'permission.required';
  readonly kind = 'forbidden';

  constructor(permission: string) {
    super(`This needs the permission ${permission}. Ask somebody who can give it to you.`);
  }
}

/** What concerns only somebody's own sessions, password and tokens is done by that person, not by a script. */
export class NotByToken extends DomainError {
  readonly code = 'token.not_here';
  readonly kind = 'forbidden';

  constructor() {
    super('A token cannot do this. Sign in and do it yourself.');
  }
}

export class TokenInvalid extends DomainError {
  readonly code = 'token.invalid';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The token is none of ours, has ended or was revoked. Make another one under Settings, Profile.');
  }
}

/** Who asks, by cookie or by token. */
@Injectable()
export class Callers {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: PersonalTokens,
    private readonly throttle: LoginThrottle,
  ) {}

  /** @throws {SessionRequired} */
  async bySession(request: ActorRequest): Promise<Actor> {
    const token = sessionToken(request);
    const actor = token === undefined ? undefined : await this.sessions.find(token);
    if (actor === undefined) throw new SessionRequired();
    return actor;
  }

  /** @throws {TokenInvalid | TooManyAttempts} */
  async byToken(token: string, request: ActorRequest): Promise<Actor> {
    const address = request.ip ?? '';
    const actor = await this.tokens.find(token, address);
    if (actor !== undefined) return actor;
    await this.throttle.tokenFailed(address);
    throw new TokenInvalid();
  }
}

/** Closes every route that does not say whom it lets in, and lets in whom the others name. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly origins: OriginCheck,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, context.getHandler());
    if (rule === undefined) throw new Error(`${context.getHandler().name} does not declare whom it lets in.`);
    const request = context.switchToHttp().getRequest<ActorRequest>();
    const token = bearerToken(request);
    // No page of another site can have a browser send a token.
    if (token === undefined) this.origins.refuseForeignCommand(request);
    if (rule.kind === 'public') return true;
    if (token !== undefined && rule.kind === 'session') throw new NotByToken();
    request.actor =
      token === undefined ? await this.callers.bySession(request) : await this.callers.byToken(token, request);
    if (rule.kind === 'permission' && !request.actor.permissions.includes(rule.permission)) {
      throw new PermissionRequired(rule.permission);
    }
    return true;
  }
}

/** Of a request that brings one instead of a cookie. */
function bearerToken({ headers }: ActorRequest): string | undefined {
  return /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '')?.[1];
}
