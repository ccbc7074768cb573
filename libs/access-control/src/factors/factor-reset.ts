import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import {
  AccountEntity,
  AuthenticatorEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  SignInStepEntity,
} from '@tocsin/database';
import { DataSource } from 'typeorm';

import { AccountNotFound } from '../errors';
import { refuseOverSuperiors } from '../roles/refuse-to-give-more';
import type { Actor } from '../sessions';
import { CannotResetOneself } from './errors';

/** Takes the second factors off somebody who lost them. */
@Injectable()
export class FactorReset {
  constructor(
    private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * The password alone lets the account in then.
   * @throws {AccountNotFound | AccountMayMore}
   * @throws {CannotResetOneself} because that would need no password.
   */
  async reset(by: Actor, id: string): Promise<void> {
    if (id === by.accountId) throw new CannotResetOneself();
    await this.dataSource.transaction(async (manager) => {
      const account = await manager.findOne(AccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (account === null) throw new AccountNotFound();
      await refuseOverSuperiors(manager, by, account.roles);
      for (const entity of [AuthenticatorEntity, PasskeyEntity, RecoveryCodeEntity, SignInStepEntity])
        await manager.delete(entity, { accountId: id });
      const object = { kind: 'account', id: account.username };
      await this.trail.record(manager, { by, action: 'factor.reset', object, after: { id } });
    });
  }
}
