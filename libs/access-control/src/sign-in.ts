import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { WrongCredentials } from './errors';
import { SignInSteps, type CodeNeeded, type SignedIn } from './factors/sign-in-steps';
import { LoginThrottle } from './login-throttle';
import { Passwords } from './passwords';
import type { SessionOrigin } from './sessions';
import { newToken } from './tokens';
import { refuseWeakPassword } from './weak-passwords';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Lets people in by name and password. */
@Injectable()
export class SignInDesk implements OnModuleInit {
  /** Checked when there is no account, so that an unknown name takes as long as a known one. */
  private decoy: Promise<string>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly throttle: LoginThrottle,
    private readonly steps: SignInSteps,
  ) {}

  async onModuleInit(): Promise<void> {
    this.decoy = this.passwords.hash(newToken());
    await this.decoy;
  }

  /**
   * A session, or the next step where the account has a second factor.
   * @throws {WrongCredentials} in the same words and time for unknown names, wrong passwords and disabled accounts.
   * @throws {TooManyAttempts} after too many of them.
   */
  async signIn(credentials: Credentials, origin: SessionOrigin): Promise<SignedIn | CodeNeeded> {
    const account = await this.prove(credentials, origin.address);
    if (account === undefined) throw new WrongCredentials();
    return this.dataSource.transaction(async (manager) => {
      await refuseIfChanged(manager, account);
      return this.steps.next(manager, account, origin);
    });
  }

  /**
   * Whose name and password these are, in the same time for any answer.
   * @throws {TooManyAttempts} after too many wrong ones.
   */
  async prove(credentials: Credentials, address: string): Promise<AccountEntity | undefined> {
    const username = credentials.username.toLowerCase();
    await this.throttle.attempt(username, address);
    const account = await this.dataSource.getRepository(AccountEntity).findOneBy({ username });
    const isRight = await this.passwords.verify(account?.passwordHash ?? (await this.decoy), credentials.password);
    if (account === null || account.disabledAt !== null || !isRight) return undefined;
    await this.throttle.succeeded(username, address);
    return account;
  }

  /** @throws {WeakPassword} which says what to change. */
  hashNew(password: string, username: string): Promise<string> {
    refuseWeakPassword(password, username);
    return this.passwords.hash(password);
  }
}

/** A password changed, or an account disabled, while this one was hashed must not be survived by a new session. */
async function refuseIfChanged(manager: EntityManager, { id, passwordHash }: AccountEntity): Promise<void> {
  const where = { id, passwordHash, disabledAt: IsNull() };
  const same = await manager.findOne(AccountEntity, { where, lock: { mode: 'pessimistic_read' } });
  if (same === null) throw new WrongCredentials();
}
