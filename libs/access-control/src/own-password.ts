import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import { AccountEntity, SessionEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { WrongPassword } from './errors';
import { Sessions, type Actor, type SessionOrigin } from './sessions';
import { SignInDesk } from './sign-in';

/** The session that takes the place of all others, and those it ended. */
interface Renewed {
  readonly token: string;
  readonly actor: Actor;
  readonly ended: readonly string[];
}

/** Changes the password of who is signed in. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Ends every session of the account and starts a new one for who asks.
   * @throws {WrongPassword}
   * @throws {WeakPassword}
   * @throws {TooManyAttempts} after too many wrong ones.
   */
  async change(actor: Actor, present: string, next: string, origin: SessionOrigin): Promise<Renewed> {
    const account = await this.desk.prove({ username: actor.username, password: present }, origin.address);
    if (account === undefined) throw new WrongPassword();
    const passwordHash = await this.desk.hashNew(next, account.username);
    return this.dataSource.transaction(async (manager) => {
      await replaceHash(manager, account, passwordHash);
      const ended = await endAll(manager, account.id);
      const session = await this.sessions.create(account, origin, manager);
      const object = { kind: 'account', id: account.username };
      await this.trail.record(manager, { by: actor, action: 'account.change_password', object });
      return { ...session, ended };
    });
  }
}

/** Holds only for the password that was proven: of two changes at once the second finds another one. */
async function replaceHash(manager: EntityManager, account: AccountEntity, passwordHash: string): Promise<void> {
  const { id, passwordHash: proven } = account;
  const { affected } = await manager.update(AccountEntity, { id, passwordHash: proven }, { passwordHash });
  if (affected !== 1) throw new WrongPassword();
}

async function endAll(manager: EntityManager, accountId: string): Promise<string[]> {
  const sessions = await manager.findBy(SessionEntity, { accountId });
  await manager.delete(SessionEntity, { accountId });
  return sessions.map(({ id }) => id);
}
