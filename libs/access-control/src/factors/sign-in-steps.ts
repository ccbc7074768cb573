import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { AccountEntity, AuthenticatorEntity, SignInStepEntity } from '@tocsin/database';
import { IsNull, LessThanOrEqual, MoreThan, Not, DataSource, type EntityManager } from 'typeorm';

import { hashToken, newToken } from '../tokens';
import { Sessions, type Actor, type SessionOrigin } from '../sessions';
import { StepEnded } from './errors';

const VALID_MS = 5 * 60_000;

/** A session, with the token for its cookie. */
export interface SignedIn {
  readonly token: string;
  readonly actor: Actor;
}

/** The password was right, and a code is asked for. */
export interface CodeNeeded {
  /** Good for the second step, told once. */
  readonly ticket: string;
  readonly expiresAt: Date;
}

interface LastStep {
  readonly ticket: string;
  readonly account: AccountEntity;
  readonly origin: SessionOrigin;
}

/** What comes after the password: a session, or a code and then the session. */
@Injectable()
export class SignInSteps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  /** For an account whose password is proven. */
  async next(manager: EntityManager, account: AccountEntity, origin: SessionOrigin): Promise<SignedIn | CodeNeeded> {
    const { id: accountId } = account;
    const isNeeded = await manager.existsBy(AuthenticatorEntity, { accountId, confirmedAt: Not(IsNull()) });
    if (!isNeeded) return this.sessions.create(account, origin, manager);
    const ticket = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + VALID_MS);
    const proof = hashToken(account.passwordHash);
    await manager.insert(SignInStepEntity, { id: hashToken(ticket), accountId, proof, expiresAt });
    return { ticket, expiresAt };
  }

  /** Whose step it is. @throws {StepEnded} also when the password was changed, or the account disabled, meanwhile. */
  async find(ticket: string): Promise<AccountEntity> {
    const where = { id: hashToken(ticket), expiresAt: MoreThan(this.clock.now()) };
    const step = await this.dataSource.manager.findOneBy(SignInStepEntity, where);
    const account =
      step && (await this.dataSource.manager.findOneBy(AccountEntity, { id: step.accountId, disabledAt: IsNull() }));
    if (!account || hashToken(account.passwordHash) !== step?.proof) throw new StepEnded();
    return account;
  }

  /** A session for one of those who use a ticket at the same moment. @throws {StepEnded} for the others. */
  async finish(manager: EntityManager, { ticket, account, origin }: LastStep): Promise<SignedIn> {
    const { affected } = await manager.delete(SignInStepEntity, { id: hashToken(ticket) });
    if (affected !== 1) throw new StepEnded();
    return this.sessions.create(account, origin, manager);
  }

  /** Forgets sign-ins that were never finished, and sessions that expired. */
  async purge(): Promise<void> {
    await this.sessions.purge();
    await this.dataSource.manager.delete(SignInStepEntity, { expiresAt: LessThanOrEqual(this.clock.now()) });
  }
}
