import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import type { Permission } from '@tocsin/api-contract';
import type { Request } from 'express';

/** What a route asks of its caller. A route that declares nothing is closed to everybody. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'session' }
  | { readonly kind: 'permission'; readonly permission: Permission };

export const ACCESS_RULE = 'tocsin:access-rule';

/** A request whose session the guard has found. */
export interface ActorRequest extends Request {
  actor?: Actor;
}

/** Open to everybody who reaches the server. */
export const Public = (): MethodDecorator => rule({ kind: 'public' });

/** For everybody who is signed in: what concerns only their own session. */
export const RequireSession = (): MethodDecorator => rule({ kind: 'session' });

/** For accounts with this permission. */
export const RequirePermission = (permission: Permission): MethodDecorator => rule({ kind: 'permission', permission });

/** Who acts. Only on routes that ask for a session or a permission. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActorRequest>();
  if (actor === undefined) throw new Error('A public route has no actor: declare a session or a permission.');
  return actor;
});

/** For the guard, and for the reader of the OpenAPI document: `x-permission` is a permission, `session` or `public`. */
function rule(access: AccessRule): MethodDecorator {
  const told = access.kind === 'permission' ? access.permission : access.kind;
  return applyDecorators(SetMetadata(ACCESS_RULE, access), ApiExtension('x-permission', told));
}
