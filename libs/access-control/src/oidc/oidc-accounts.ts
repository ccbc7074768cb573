import { Injectable } from '@nestjs/common';
import type { Role } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { AccountEntity, isUniqueViolation, OidcIdentityEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

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
  readonly roles: readonly Role[];
}

/** Accounts of people who sign in by a provider: made at the first sign-in, with the roles the provider's groups have at each. */
@Injectable()
export class OidcAccounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws {NoRoleForGroups}
   * @throws {NameTakenLocally}
   * @throws {OidcAccountDisabled}
   */
  async signIn(person: OidcPerson, origin: SessionOrigin): Promise<SignedIn> {
    if (person.roles.length === 0) throw new NoRoleForGroups();
    const known = await this.dataSource.manager.findOneBy(OidcIdentityEntity, whose(person));
    if (known === null) return this.join(person, origin);
    return this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const account = await manager.findOneOrFail(AccountEntity, { where: { id: known.accountId }, lock });
      if (account.disabledAt !== null) throw new OidcAccountDisabled();
      return this.refresh(manager, account, { person, origin });
    });
  }

  /** Nobody learns the password: the account has one that takes as long to check as any other. */
  private async join(person: OidcPerson, origin: SessionOrigin): Promise<SignedIn> {
    const { username, displayName, roles } = person;
    const passwordHash = await this.desk.hashNew(newToken(), username);
    try {
      return await this.dataSource.transaction(async (manager) => {
        const createdAt = new Date();
        const fresh = { rightsVersion: 1, createdAt, disabledAt: null };
        const accounts = manager.getRepository(AccountEntity);
        const account = await accounts.save(
          accounts.create({ username, displayName, passwordHash, roles: [...roles], ...fresh }),
        );
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

  private async refresh(
    manager: EntityManager,
    account: AccountEntity,
    { person, origin }: { person: OidcPerson; origin: SessionOrigin },
  ): Promise<SignedIn> {
    const [before, after] = [account.roles.toSorted(), person.roles.toSorted()];
    if (before.join() === after.join()) return this.sessions.create(account, origin, manager);
    const change = { roles: after, rightsVersion: account.rightsVersion + 1 };
    await manager.update(AccountEntity, { id: account.id }, change);
    const changed = { ...account, ...change };
    const session = await this.sessions.create(changed, origin, manager);
    const told = { action: 'account.set_roles', before: { roles: before }, after: { roles: after } };
    await this.record(manager, changed, told);
    return session;
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
