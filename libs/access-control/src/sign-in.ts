import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { WrongCredentials } from './errors';
import { LoginThrottle } from './login-throttle';
import { Passwords } from './passwords';
import { Sessions, type Actor, type SessionOrigin } from './sessions';
import { newToken } from './tokens';

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
    private readonly sessions: Sessions,
  ) {}

  async onModuleInit(): Promise<void> {
    this.decoy = this.passwords.hash(newToken());
    await this.decoy;
  }

  /**
   * @throws {WrongCredentials} in the same words and time for unknown names, wrong passwords and disabled accounts.
   * @throws {TooManyAttempts} after too many of them.
   */
  async signIn(credentials: Credentials, origin: SessionOrigin): Promise<{ token: string; actor: Actor }> {
    const username = credentials.username.toLowerCase();
    await this.throttle.attempt(username, origin.address);
    const account = await this.dataSource.getRepository(AccountEntity).findOneBy({ username });
    const isRight = await this.passwords.verify(account?.passwordHash ?? (await this.decoy), credentials.password);
    if (account === null || account.disabledAt !== null || !isRight) throw new WrongCredentials();
    await this.throttle.succeeded(username, origin.address);
    return this.sessions.create(account, origin);
  }
}
