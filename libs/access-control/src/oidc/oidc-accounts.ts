import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import { AccountEntity, isUniqueViolation, OidcIdentityEntity, SessionEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { lockAccounts } from '../lock-accounts';
import { isLastAdmin } from '../roles/last-admin';
import { existingRoles } from '../roles/rights';
import { Sessions, type SessionOrigin } from '../sessions';
import type { SignedIn } from '../factors/sign-in-steps';
import { SignInDesk } from '../sign-in';
import { newToken } from '../tokens';
import { NameTakenLocally, NoRoleForGroups, OidcAccountDisabled } from './errors';

/** Somebody as a provider vouches for them. */
export interface OidcPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly displayName: string;
  /** What their groups give. */
  readonly roles: readonly string[];
}

/** Accounts of people who sign in by a provider: made at the first sign-in, with the roles the provider's groups have at each. */
@Injectable()
export class OidcAccounts {
  private readonly log = new Logger(OidcAccounts.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Who has lost every group that has a role is signed out everywhere.
   * @throws {NoRoleForGroups}
   * @throws {NameTakenLocally}
   * @throws {OidcAccountDisabled}
   */
  async signIn(person: OidcPerson, origin: SessionOrigin): Promise<SignedIn> {
    const known = await this.dataSource.manager.findOneBy(OidcIdentityEntity, whose(person));
    if (known === null) return this.join(person, origin);
    const signedIn = await this.dataSource.transaction((manager) =>
      this.refresh(manager, known.accountId, { person, origin }),
    );
    if (signedIn === undefined) throw new NoRoleForGroups();
    return signedIn;
  }

  /** Nobody learns the password: the account has one that takes as long to check as any other. */
  private async join(person: OidcPerson, origin: SessionOrigin): Promise<SignedIn> {
    const { username, displayName } = person;
    if (person.roles.length === 0) throw new NoRoleForGroups();
    const passwordHash = await this.desk.hashNew(newToken(), username);
    try {
      return await this.dataSource.transaction(async (manager) => {
        await lockAccounts(manager);
        const roles = await this.rolesOf(manager, person);
        if (roles.length === 0) throw new NoRoleForGroups();
        const createdAt = new Date();
        const fresh = { rightsVersion: 1, createdAt, disabledAt: null };
        const accounts = manager.getRepository(AccountEntity);
        const account = await accounts.save(accounts.create({ username, displayName, passwordHash, roles, ...fresh }));
        await manager.insert(OidcIdentityEntity, { ...whose(person), accountId: account.id, createdAt });
        const session = await this.sessions.create(account, origin, manager);
        await this.record(manager, account, { action: 'account.create', after: { roles, issuer: person.issuer } });
        return session;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'account_username_key')) throw new NameTakenLocally();
      throw error;
    }
  }

  /** @returns `undefined` when the person has no role any more. */
  private async refresh(
    manager: EntityManager,
    id: string,
    { person, origin }: { person: OidcPerson; origin: SessionOrigin },
  ): Promise<SignedIn | undefined> {
    await lockAccounts(manager);
    const account = await manager.findOneByOrFail(AccountEntity, { id });
    if (account.disabledAt !== null) throw new OidcAccountDisabled();
    const [before, after] = [account.roles.toSorted(), await this.rolesNow(manager, account, person)];
    if (before.join() === after.join()) return this.enter(manager, account, origin);
    const changed = { ...account, roles: after, rightsVersion: account.rightsVersion + 1 };
    await manager.update(AccountEntity, { id }, { roles: after, rightsVersion: changed.rightsVersion });
    const signedIn = await this.enter(manager, changed, origin);
    const told = { action: 'account.set_roles', before: { roles: before }, after: { roles: after } };
    await this.record(manager, changed, told);
    return signedIn;
  }

  private async enter(
    manager: EntityManager,
    account: AccountEntity,
    origin: SessionOrigin,
  ): Promise<SignedIn | undefined> {
    if (account.roles.length > 0) return this.sessions.create(account, origin, manager);
    await manager.delete(SessionEntity, { accountId: account.id });
    return undefined;
  }

  /** Those of the groups; the last admin keeps what they have, so that somebody is left who may give roles. */
  private async rolesNow(manager: EntityManager, account: AccountEntity, person: OidcPerson): Promise<string[]> {
    const roles = (await this.rolesOf(manager, person)).toSorted();
    if (roles.includes('admin') || !(await isLastAdmin(manager, account))) return roles;
    this.log.warn(`${account.username} stays an admin without the group for it: nobody else is one.`);
    return account.roles.toSorted();
  }

  private async rolesOf(manager: EntityManager, { roles }: OidcPerson): Promise<string[]> {
    const known = await existingRoles(manager, roles);
    const unknown = roles.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      this.log.warn(`access.oidc.groupRoles names roles that do not exist: ${unknown.join(', ')}`);
    return known;
  }

  private record(
    manager: EntityManager,
    { id: accountId, username }: AccountEntity,
    change: { action: string; before?: object; after: object },
  ): Promise<void> {
    const object = { kind: 'account', id: username };
    return this.trail.record(manager, { by: { accountId, username }, object, ...change });
  }
}

function whose({ issuer, subject }: OidcPerson) {
  return { issuer, subject };
}
