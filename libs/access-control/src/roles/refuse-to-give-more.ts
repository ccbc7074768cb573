import type { EntityManager } from 'typeorm';

import { AccountMayMore, CannotGivePermission } from '../errors';
import type { Actor } from '../sessions';
import { rightsOf, rightsToGive } from './rights';

type Giver = Pick<Actor, 'permissions'>;

/**
 * For roles that are to be given; they stay as they are until the transaction ends.
 * @throws {CannotGivePermission} when they may do what the actor may not.
 * @throws {RoleUnknown}
 */
export async function refuseToGiveMore(manager: EntityManager, by: Giver, roles: readonly string[]): Promise<void> {
  refuseBeyond(by, await rightsToGive(manager, roles));
}

/** @throws {CannotGivePermission} when one of the permissions is not the actor's own. */
export function refuseBeyond({ permissions }: Giver, wanted: readonly string[]): void {
  const missing = wanted.filter((permission) => !permissions.includes(permission));
  if (missing.length > 0) throw new CannotGivePermission(missing);
}

/** Nobody rules over somebody who may do more: shut out, let in, stripped of a factor. @throws {AccountMayMore} */
export async function refuseOverSuperiors(manager: EntityManager, by: Giver, roles: readonly string[]): Promise<void> {
  const rights = await rightsOf(manager, roles);
  if (rights.some((permission) => !by.permissions.includes(permission))) throw new AccountMayMore();
}
