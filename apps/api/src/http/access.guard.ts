import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Sessions, type Actor } from '@tocsin/access-control';
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

/** Closes every route that does not say whom it lets in, and lets in whom the others name. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly origins: OriginCheck,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, context.getHandler());
    if (rule === undefined) throw new Error(`${context.getHandler().name} does not declare whom it lets in.`);
    const request = context.switchToHttp().getRequest<ActorRequest>();
    this.origins.refuseForeignCommand(request);
    if (rule.kind === 'public') return true;
    request.actor = await this.actorOf(request);
    if (rule.kind === 'permission' && !request.actor.permissions.includes(rule.permission)) {
      throw new PermissionRequired(rule.permission);
    }
    return true;
  }

  private async actorOf(request: ActorRequest): Promise<Actor> {
    const token = sessionToken(request);
    const actor = token === undefined ? undefined : await this.sessions.find(token);
    if (actor === undefined) throw new SessionRequired();
    return actor;
  }
}
