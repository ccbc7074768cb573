import { PERMISSIONS, type Permission } from '@tocsin/api-contract';
import { RoleEntity } from '@tocsin/database';
import { In, type EntityManager } from 'typeorm';

import { isBuiltIn, permissionsOf } from './built-in-roles';
import { RoleUnknown } from './errors';

/** What somebody with these roles may do now. A role that is gone gives nothing. */
export async function rightsOf(manager: EntityManager, roles: readonly string[]): Promise<readonly Permission[]> {
  const own = roles.filter((name) => !isBuiltIn(name));
  return own.length === 0 ? permissionsOf(roles) : together(roles, await manager.findBy(RoleEntity, { name: In(own) }));
}

/**
 * As {@link rightsOf}, for roles that are to be given: until the transaction ends they cannot be changed or deleted.
 * @throws {RoleUnknown}
 */
export async function rightsToGive(manager: EntityManager, roles: readonly string[]): Promise<readonly Permission[]> {
  const found = await holdRoles(manager, roles);
  const unknown = roles.find((name) => !isBuiltIn(name) && !found.some((role) => role.name === name));
  if (unknown !== undefined) throw new RoleUnknown(unknown);
  return together(roles, found);
}

/** Those of the names that are roles. Until the transaction ends they cannot be changed or deleted. */
export async function existingRoles(manager: EntityManager, names: readonly string[]): Promise<string[]> {
  const found = await holdRoles(manager, names);
  return names.filter((name) => isBuiltIn(name) || found.some((role) => role.name === name));
}

function holdRoles(manager: EntityManager, names: readonly string[]): Promise<RoleEntity[]> {
  const own = names.filter((name) => !isBuiltIn(name));
  const lock = { mode: 'pessimistic_read' } as const;
  return own.length === 0 ? Promise.resolve([]) : manager.find(RoleEntity, { where: { name: In(own) }, lock });
}

function together(roles: readonly string[], own: readonly RoleEntity[]): readonly Permission[] {
  const held = new Set<string>([...permissionsOf(roles), ...own.flatMap(({ permissions }) => permissions)]);
  return PERMISSIONS.filter((permission) => held.has(permission));
}
