import { CannotGivePermission } from './errors';
import { permissionsOf } from './roles';
import type { Actor } from './sessions';

/** @throws {CannotGivePermission} when the roles may do what the actor may not. */
export function refuseToGiveMore(actor: Pick<Actor, 'permissions'>, roles: readonly string[]): void {
  const missing = permissionsOf(roles).filter((permission) => !actor.permissions.includes(permission));
  if (missing.length > 0) throw new CannotGivePermission(missing);
}
