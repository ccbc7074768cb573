import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import { AccountEntity, AuthenticatorEntity, RecoveryCodeEntity } from '@tocsin/database';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';

import { WrongPassword } from '../errors';
import type { Actor } from '../sessions';
import { SignInDesk } from '../sign-in';
import { AuthenticatorThere, NoAuthenticator, WrongFirstCode } from './errors';
import { countRecoveryCodes, renewRecoveryCodes } from './recovery-codes';
import { totpUri } from './totp';
import { TotpSecrets } from './totp-secrets';

/** The authenticator app of who is signed in, and the recovery codes for when it is lost. */
@Injectable()
export class OwnAuthenticator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: SignInDesk,
    private readonly secrets: TotpSecrets,
    private readonly trail: AuditTrail,
  ) {}

  async state({ accountId }: Actor): Promise<{ since: Date | null; recoveryCodesLeft: number }> {
    const { manager } = this.dataSource;
    const kept = await manager.findOneBy(AuthenticatorEntity, { accountId, confirmedAt: Not(IsNull()) });
    return { since: kept?.confirmedAt ?? null, recoveryCodesLeft: await countRecoveryCodes(manager, accountId) };
  }

  /**
   * A new secret for the app; it counts as soon as it is confirmed. A former one that was not is forgotten.
   * @throws {WrongPassword}
   * @throws {AuthenticatorThere}
   * @throws {NoSecretKey}
   */
  async begin(actor: Actor, password: string, address: string): Promise<{ secret: string; uri: string }> {
    await this.prove(actor, password, address);
    const { accountId } = actor;
    const { secret, sealedSecret } = this.secrets.make(accountId);
    await this.dataSource.transaction(async (manager) => {
      await lock(manager, accountId);
      if (await manager.existsBy(AuthenticatorEntity, { accountId, confirmedAt: Not(IsNull()) }))
        throw new AuthenticatorThere();
      await manager.delete(AuthenticatorEntity, { accountId });
      await manager.insert(AuthenticatorEntity, { accountId, sealedSecret, lastStep: 0, confirmedAt: null });
    });
    return { secret, uri: totpUri(secret, actor.username) };
  }

  /**
   * From now on a sign-in asks for a code.
   * @returns the recovery codes, told once.
   * @throws {WrongFirstCode}
   * @throws {NoAuthenticator}
   */
  async confirm(actor: Actor, code: string): Promise<string[]> {
    const { accountId } = actor;
    return this.dataSource.transaction(async (manager) => {
      await lock(manager, accountId);
      const kept = await manager.findOneBy(AuthenticatorEntity, { accountId, confirmedAt: IsNull() });
      if (kept === null) throw new NoAuthenticator();
      const right = this.secrets.check(kept.sealedSecret, accountId, code);
      if (right === undefined) throw new WrongFirstCode();
      await manager.update(AuthenticatorEntity, { accountId }, { confirmedAt: right.at, lastStep: right.step });
      const codes = await renewRecoveryCodes(manager, accountId);
      await this.record(manager, actor, 'factor.add');
      return codes;
    });
  }

  /**
   * @returns ten new recovery codes, told once; the former ones are good no more.
   * @throws {WrongPassword}
   * @throws {NoAuthenticator}
   */
  async renewCodes(actor: Actor, password: string, address: string): Promise<string[]> {
    await this.prove(actor, password, address);
    const { accountId } = actor;
    return this.dataSource.transaction(async (manager) => {
      await lock(manager, accountId);
      if (!(await manager.existsBy(AuthenticatorEntity, { accountId, confirmedAt: Not(IsNull()) })))
        throw new NoAuthenticator();
      const codes = await renewRecoveryCodes(manager, accountId);
      await this.record(manager, actor, 'factor.renew_recovery_codes');
      return codes;
    });
  }

  /** @throws {WrongPassword} @throws {NoAuthenticator} */
  async remove(actor: Actor, password: string, address: string): Promise<void> {
    await this.prove(actor, password, address);
    const { accountId } = actor;
    await this.dataSource.transaction(async (manager) => {
      await lock(manager, accountId);
      const { affected } = await manager.delete(AuthenticatorEntity, { accountId });
      if (affected !== 1) throw new NoAuthenticator();
      await manager.delete(RecoveryCodeEntity, { accountId });
      await this.record(manager, actor, 'factor.remove');
    });
  }

  private async prove({ username }: Actor, password: string, address: string): Promise<void> {
    if ((await this.desk.prove({ username, password }, address)) === undefined) throw new WrongPassword();
  }

  private record(manager: EntityManager, by: Actor, action: string): Promise<void> {
    const object = { kind: 'account', id: by.username };
    return this.trail.record(manager, { by, action, object, after: { factor: 'authenticator' } });
  }
}

/** Two changes of one account's factors come one after the other. */
async function lock(manager: EntityManager, id: string): Promise<void> {
  await manager.findOneOrFail(AccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}
