import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AuthenticatorEntity, type AccountEntity } from '@tocsin/database';
import { IsNull, LessThan, Not, type EntityManager } from 'typeorm';

import { countRecoveryCodes, useRecoveryCode } from './recovery-codes';
import { TotpSecrets } from './totp-secrets';

const TOTP_CODE = /^\d{3}\s?\d{3}$/;

type KindOfCode = 'totp' | 'recovery';

/** Checks codes of the authenticator app and recovery codes; each is good once. */
@Injectable()
export class CodeCheck {
  constructor(
    private readonly secrets: TotpSecrets,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** What the code was, if it is a good one; it is used up then, if the transaction holds. */
  async use(manager: EntityManager, accountId: string, code: string): Promise<KindOfCode | undefined> {
    if (TOTP_CODE.test(code)) return (await this.useTotp(manager, accountId, code)) ? 'totp' : undefined;
    return (await useRecoveryCode(manager, accountId, code, this.clock.now())) ? 'recovery' : undefined;
  }

  /** A recovery code is worth a line in the audit log. To be the last statement of the transaction. */
  async record(manager: EntityManager, account: AccountEntity, used: KindOfCode): Promise<void> {
    if (used === 'totp') return;
    const { id: accountId, username } = account;
    const after = { left: await countRecoveryCodes(manager, accountId) };
    const object = { kind: 'account', id: username };
    const by = { accountId, username };
    await this.trail.record(manager, { by, action: 'factor.use_recovery_code', object, after });
  }

  private async useTotp(manager: EntityManager, accountId: string, code: string): Promise<boolean> {
    const where = { accountId, confirmedAt: Not(IsNull()) };
    const kept = await manager.findOneBy(AuthenticatorEntity, where);
    const right = kept === null ? undefined : this.secrets.check(kept.sealedSecret, accountId, code);
    if (right === undefined) return false;
    // Of two with the same code at the same moment the second finds the step taken.
    const unused = { ...where, lastStep: LessThan(right.step) };
    const { affected } = await manager.update(AuthenticatorEntity, unused, { lastStep: right.step });
    return affected === 1;
  }
}
