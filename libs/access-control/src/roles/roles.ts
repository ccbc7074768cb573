import { Injectable } from '@nestjs/common';
import { MOST_ROLES, roleSchema, type ChangeRole, type CreateRole, type Role } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, InvitationEntity, isUniqueViolation, RoleEntity } from '@tocsin/database';
import { ArrayContains, DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';

import { lockAccounts } from '../lock-accounts';
import type { Actor } from '../sessions';
import { builtInRoles, isBuiltIn } from './built-in-roles';
import { RoleChanged, RoleExists, RoleFixed, RoleInUse, RoleNotFound, TooManyRoles } from './errors';
import { refuseBeyond } from './refuse-to-give-more';

/** Of those who have a role, when it cannot be deleted. */
const NAMED = 10;

/** A role as who changes or deletes it saw it. */
export interface SeenRole {
  readonly name: string;
  readonly version: number;
}

/** The roles there are: those of every installation, and those this one made itself. */
@Injectable()
export class Roles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Those of every installation, least rights first, then the others by name. */
  async list(): Promise<Role[]> {
    const own = await this.dataSource.getRepository(RoleEntity).find({ order: { name: 'ASC' } });
    return [...builtInRoles(), ...own.map(view)];
  }

  /** @throws {RoleNotFound} */
  async find(name: string): Promise<Role> {
    const fixed = builtInRoles().find((role) => role.name === name);
    const own = fixed ?? (await this.dataSource.getRepository(RoleEntity).findOneBy({ name }));
    if (own === null) throw new RoleNotFound();
    return fixed ?? view(own as RoleEntity);
  }

  /**
   * @throws {CannotGivePermission} for what the actor may not do.
   * @throws {RoleExists | TooManyRoles}
   */
  async create(by: Actor, wish: CreateRole): Promise<Role> {
    refuseBeyond(by, wish.permissions);
    if (isBuiltIn(wish.name)) throw new RoleExists();
    const now = this.clock.now();
    const row = { ...wish, permissions: inOrder(wish), version: 1, createdAt: now, updatedAt: now };
    await this.dataSource.transaction(async (manager) => {
      await lockAccounts(manager);
      if ((await manager.count(RoleEntity)) >= MOST_ROLES) throw new TooManyRoles();
      await insert(manager, row);
      const { description, permissions } = row;
      await this.record(manager, by, { action: 'role.create', name: row.name, after: { description, permissions } });
    });
    return view(row);
  }

  /**
   * Takes effect with the next request of whoever has it, and their live connections begin anew.
   * @throws {CannotGivePermission} when it may do, before or after, what the actor may not.
   * @throws {RoleChanged} when it is not as the actor saw it.
   * @throws {RoleNotFound | RoleFixed}
   */
  change(by: Actor, seen: SeenRole, wish: ChangeRole): Promise<Role> {
    refuseBeyond(by, wish.permissions);
    return this.dataSource.transaction(async (manager) => {
      const before = await open(manager, seen);
      refuseBeyond(by, before.permissions);
      const facts = { description: wish.description, permissions: inOrder(wish) };
      const { description, permissions } = before;
      const changed = difference({ description, permissions }, facts);
      if (Object.keys(changed.after).length === 0) return view(before);
      const after = { ...before, ...facts, version: before.version + 1, updatedAt: this.clock.now() };
      await manager.save(RoleEntity, after);
      await renewRights(manager, seen.name);
      await this.record(manager, by, { action: 'role.update', name: seen.name, ...changed });
      return view(after);
    });
  }

  /**
   * @throws {RoleInUse} which says by whom.
   * @throws {RoleChanged | RoleNotFound | RoleFixed | CannotGivePermission}
   */
  async remove(by: Actor, seen: SeenRole): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { name, description, permissions } = await open(manager, seen);
      refuseBeyond(by, permissions);
      const holders = await this.holders(manager, name);
      if (holders.length > 0) throw new RoleInUse(holders);
      await manager.delete(RoleEntity, { name });
      await this.record(manager, by, { action: 'role.delete', name, before: { description, permissions } });
    });
  }

  private async holders(manager: EntityManager, name: string): Promise<string[]> {
    const roles = ArrayContains([name]);
    const order = { username: 'ASC' } as const;
    const [accounts, all] = await manager.findAndCount(AccountEntity, { where: { roles }, order, take: NAMED });
    const open = { roles, usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const invitations = await manager.countBy(InvitationEntity, open);
    const more = all > NAMED ? [`${all - NAMED} more`] : [];
    const promised = invitations > 0 ? [`${invitations} open invitation${invitations > 1 ? 's' : ''}`] : [];
    return [...accounts.map(({ username }) => username), ...more, ...promised];
  }

  private record(
    manager: EntityManager,
    by: Actor,
    { name, ...change }: { action: string; name: string; before?: object; after?: object },
  ): Promise<void> {
    return this.trail.record(manager, { by, object: { kind: 'role', id: name }, ...change });
  }
}

/** Locked, with the accounts first, as everybody does who gives roles. */
async function open(manager: EntityManager, { name, version }: SeenRole): Promise<RoleEntity> {
  if (isBuiltIn(name)) throw new RoleFixed();
  await lockAccounts(manager);
  const role = await manager.findOne(RoleEntity, { where: { name }, lock: { mode: 'pessimistic_write' } });
  if (role === null) throw new RoleNotFound();
  if (role.version !== version) throw new RoleChanged(view(role));
  return role;
}

async function insert(manager: EntityManager, row: RoleEntity): Promise<void> {
  try {
    await manager.insert(RoleEntity, row);
  } catch (error) {
    if (isUniqueViolation(error, 'role_pkey')) throw new RoleExists();
    throw error;
  }
}

/** Who knows the former version of what an account may do looks again. */
async function renewRights(manager: EntityManager, role: string): Promise<void> {
  await manager.query('UPDATE account SET rights_version = rights_version + 1 WHERE $1 = ANY(roles)', [role]);
}

function inOrder({ permissions }: ChangeRole): ChangeRole['permissions'] {
  return [...new Set(permissions)].toSorted();
}

/** Permissions that this version does not know any more are left out. */
function view({ name, description, permissions, version }: RoleEntity): Role {
  const known = permissions.filter((permission) => roleSchema.shape.permissions.safeParse([permission]).success);
  return roleSchema.parse({ name, description, permissions: known, version });
}
