import { Injectable } from '@nestjs/common';
import { AccountEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { LoginThrottle } from '../login-throttle';
import type { SessionOrigin } from '../sessions';
import { CodeCheck } from './code-check';
import { StepEnded, WrongCode } from './errors';
import { SignInSteps, type SignedIn } from './sign-in-steps';

/** The second step of a sign-in. */
@Injectable()
export class CodeSignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: SignInSteps,
    private readonly codes: CodeCheck,
    private readonly throttle: LoginThrottle,
  ) {}

  /**
   * @throws {StepEnded}
   * @throws {WrongCode} the ticket stays good.
   * @throws {TooManyAttempts} from wherever they come: whoever tries codes knows the password.
   */
  async finish(ticket: string, code: string, origin: SessionOrigin): Promise<SignedIn> {
    const account = await this.steps.find(ticket);
    await this.throttle.attemptCode(account.id);
    const signedIn = await this.dataSource.transaction(async (manager) => {
      await refuseIfChanged(manager, account);
      const used = await this.codes.use(manager, account.id, code);
      if (used === undefined) throw new WrongCode();
      const session = await this.steps.finish(manager, { ticket, account, origin });
      await this.codes.record(manager, account, used);
      return session;
    });
    await this.throttle.codeSucceeded(account.id);
    return signedIn;
  }
}

async function refuseIfChanged(manager: EntityManager, { id, passwordHash }: AccountEntity): Promise<void> {
  const where = { id, passwordHash, disabledAt: IsNull() };
  const same = await manager.findOne(AccountEntity, { where, lock: { mode: 'pessimistic_read' } });
  if (same === null) throw new StepEnded();
}
