import { Injectable } from '@nestjs/common';
import type { SetRoles } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, SessionEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { AccountChanged, AccountNotFound, CannotDisableOneself } from './errors';
import { lockAccounts } from './lock-accounts';
import { refuseWithoutAdmin } from './roles/last-admin';
import { refuseOverSuperiors, refuseToGiveMore } from './roles/refuse-to-give-more';
import type { Actor } from './sessions';

/** An account, and when it was last seen, if one of its sessions still is. */
export interface SeenAccount {
  readonly account: AccountEntity;
  readonly lastSeenAt: Date | null;
}

const LISTED = 2_000;

/** Who may sign in. Accounts are disabled and never deleted: alerts and history name them. */
@Injectable()
export class Accounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** The first 2,000 by name. */
  async list(): Promise<SeenAccount[]> {
    const accounts = await this.dataSource.getRepository(AccountEntity).find({
      order: { displayName: 'ASC', username: 'ASC' },
      take: LISTED,
    });
    const seen = await this.dataSource.query<{ id: string; at: Date }[]>(
      'SELECT account_id AS id, max(last_seen_at) AS at FROM session GROUP BY account_id',
    );
    const lastSeen = new Map(seen.map(({ id, at }) => [id, at]));
    return accounts.map((account) => ({ account, lastSeenAt: lastSeen.get(account.id) ?? null }));
  }

  /**
   * Signs the account out everywhere and lets it in no more. Disabling it twice is disabling it once.
   * @throws {AccountNotFound}
   * @throws {CannotDisableOneself} so that somebody who may enable it again is left.
   * @throws {AccountMayMore | LastAdmin}
   */
  disable(by: Actor, id: string): Promise<AccountEntity> {
    if (id === by.accountId) throw new CannotDisableOneself();
    return this.dataSource.transaction(async (manager) => {
      const account = await this.open(manager, by, id);
      if (account.disabledAt !== null) return account;
      await refuseOverSuperiors(manager, by, account.roles);
      await refuseWithoutAdmin(manager, account);
      account.disabledAt = this.clock.now();
      await manager.getRepository(AccountEntity).update({ id }, { disabledAt: account.disabledAt });
      await manager.getRepository(SessionEntity).delete({ accountId: id });
      await this.record(manager, by, 'account.disable', account);
      return account;
    });
  }

  /** @throws {AccountNotFound | AccountMayMore} */
  enable(by: Actor, id: string): Promise<AccountEntity> {
    return this.dataSource.transaction(async (manager) => {
      const account = await this.open(manager, by, id);
      if (account.disabledAt === null) return account;
      await refuseOverSuperiors(manager, by, account.roles);
      account.disabledAt = null;
      await manager.getRepository(AccountEntity).update({ id }, { disabledAt: null });
      await this.record(manager, by, 'account.enable', account);
      return account;
    });
  }

  /**
   * Takes effect with the next request, and live connections of the account begin anew.
   * @throws {AccountNotFound}
   * @throws {CannotGivePermission} when the new roles may do what the actor may not.
   * @throws {AccountMayMore} when the former ones may.
   * @throws {AccountChanged} when it has other roles than the actor saw.
   * @throws {RoleUnknown}
   * @throws {LastAdmin} so that somebody who may give roles is left.
   */
  setRoles(by: Actor, id: string, { roles, seenRoles }: SetRoles): Promise<AccountEntity> {
    return this.dataSource.transaction(async (manager) => {
      const account = await this.open(manager, by, id);
      const [before, after] = [account.roles.toSorted(), [...new Set(roles)].toSorted()];
      if (before.join() === after.join()) return account;
      if (seenRoles.toSorted().join() !== before.join()) throw new AccountChanged({ roles: before });
      await refuseOverSuperiors(manager, by, before);
      await refuseToGiveMore(manager, by, after);
      if (!after.includes('admin')) await refuseWithoutAdmin(manager, account);
      const change = { roles: after, rightsVersion: account.rightsVersion + 1 };
      await manager.getRepository(AccountEntity).update({ id }, change);
      const object = { kind: 'account', id: account.username };
      await this.trail.record(manager, {
        by,
        action: 'account.set_roles',
        object,
        before: { roles: before },
        after: { roles: after },
      });
      return { ...account, ...change };
    });
  }

  /** Ends every session of the account. @throws {AccountNotFound | AccountMayMore} @returns the sessions. */
  signOut(by: Actor, id: string): Promise<readonly string[]> {
    return this.dataSource.transaction(async (manager) => {
      const account = await this.open(manager, by, id);
      await refuseOverSuperiors(manager, by, account.roles);
      const sessions = await manager.getRepository(SessionEntity).findBy({ accountId: id });
      await manager.getRepository(SessionEntity).delete({ accountId: id });
      await this.record(manager, by, 'account.sign_out', account);
      return sessions.map((session) => session.id);
    });
  }

  /** Two people who disable each other at the same moment: the table's lock lets the second see that they are disabled. */
  private async open(manager: EntityManager, by: Actor, id: string): Promise<AccountEntity> {
    await lockAccounts(manager);
    const accounts = manager.getRepository(AccountEntity);
    const isStillHere = await accounts.existsBy({ id: by.accountId, disabledAt: IsNull() });
    const account = isStillHere ? await accounts.findOneBy({ id }) : null;
    if (account === null) throw new AccountNotFound();
    return account;
  }

  private record(manager: EntityManager, by: Actor, action: string, { id, username }: AccountEntity): Promise<void> {
    return this.trail.record(manager, { by, action, object: { kind: 'account', id: username }, after: { id } });
  }
}
