import { Injectable } from '@nestjs/common';
import type { AcceptInvitation } from '@tocsin/api-contract';
import { AuditTrail, COMMAND_LINE } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, InvitationEntity, isUniqueViolation } from '@tocsin/database';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';

import { InvitationGone, UsernameTaken } from './errors';
import { Passwords } from './passwords';
import { lockAccounts } from './lock-accounts';
import { rightsOf } from './roles/rights';
import { refuseToGiveMore } from './roles/refuse-to-give-more';
import type { Actor } from './sessions';
import { hashToken, newToken } from './tokens';
import { refuseWeakPassword } from './weak-passwords';

const HOUR_MS = 3_600_000;
const VALID_MS = { setup: 24 * HOUR_MS, responder: 72 * HOUR_MS };

/** One-time links that make accounts. */
@Injectable()
export class Invitations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * The token of a new set-up link, good for a day; former ones stop working.
   * @returns `undefined` as soon as there is any account.
   */
  createSetup(): Promise<string | undefined> {
    return this.dataSource.transaction(async (manager) => {
      if (await hasAccounts(manager)) return undefined;
      await manager.getRepository(InvitationEntity).delete({ kind: 'setup', usedAt: IsNull() });
      return (await this.insert(manager, { kind: 'setup', roles: ['admin'], createdBy: null })).token;
    });
  }

  /** The way back for whoever owns the machine, when nobody who may do everything can sign in: a link for another admin. */
  recover(): Promise<NewInvitation> {
    return this.dataSource.transaction(async (manager) => {
      const roles = ['admin'];
      const made = await this.insert(manager, { kind: 'responder', roles, createdBy: null });
      const object = { kind: 'invitation', id: hashToken(made.token) };
      const after = { roles, expiresAt: made.expiresAt };
      await this.trail.record(manager, { by: COMMAND_LINE, action: 'account.invite', object, after });
      return made;
    });
  }

  /**
   * A link for a colleague, good for three days.
   * @throws {CannotGivePermission} when it would give more than its maker has.
   * @throws {RoleUnknown}
   */
  async create(actor: Actor, roles: readonly string[] = ['responder']): Promise<NewInvitation> {
    const invitation = { kind: 'responder' as const, roles: [...roles], createdBy: actor.accountId };
    return this.dataSource.transaction(async (manager) => {
      await refuseToGiveMore(manager, actor, roles);
      const made = await this.insert(manager, invitation);
      const after = { roles, expiresAt: made.expiresAt };
      await this.trail.record(manager, {
        by: actor,
        action: 'account.invite',
        object: { kind: 'invitation', id: hashToken(made.token) },
        after,
      });
      return made;
    });
  }

  /** @throws {InvitationGone} */
  async find(token: string): Promise<InvitationEntity> {
    const invitation = await this.dataSource.getRepository(InvitationEntity).findOneBy(this.usable(token));
    if (invitation === null) throw new InvitationGone();
    if (invitation.kind === 'setup' && (await hasAccounts(this.dataSource.manager))) throw new InvitationGone();
    await refuseFromFormer(this.dataSource.manager, invitation);
    return invitation;
  }

  /**
   * Makes the account and uses the link up, both or neither. Of two who use one link at the same moment one gets the account.
   * @throws {InvitationGone}
   * @throws {WeakPassword}
   * @throws {UsernameTaken} the link stays good.
   */
  async accept(token: string, person: AcceptInvitation): Promise<AccountEntity> {
    await this.find(token);
    refuseWeakPassword(person.password, person.username);
    const passwordHash = await this.passwords.hash(person.password);
    return this.dataSource.transaction(async (manager) => {
      const invitation = await this.use(manager, token);
      const account = await insertAccount(manager, {
        username: person.username,
        displayName: person.displayName,
        passwordHash,
        roles: invitation.roles,
        rightsVersion: 1,
        createdAt: this.clock.now(),
        disabledAt: null,
      });
      await this.recordJoining(manager, account, invitation);
      return account;
    });
  }

  private async use(manager: EntityManager, token: string): Promise<InvitationEntity> {
    const invitations = manager.getRepository(InvitationEntity);
    const where = this.usable(token);
    // The row's lock lets the second of two wait, and then find the link used.
    const invitation = await invitations.findOne({ where, lock: { mode: 'pessimistic_write' } });
    if (invitation === null) throw new InvitationGone();
    if (invitation.kind === 'setup') await refuseSecondSetup(manager);
    await refuseFromFormer(manager, invitation);
    await invitations.update({ id: invitation.id }, { usedAt: this.clock.now() });
    return invitation;
  }

  private recordJoining(manager: EntityManager, account: AccountEntity, invitation: InvitationEntity): Promise<void> {
    const { id: accountId, username, roles } = account;
    const after = { roles, kind: invitation.kind, invitedBy: invitation.createdBy };
    const object = { kind: 'account', id: username };
    return this.trail.record(manager, { by: { accountId, username }, action: 'account.create', object, after });
  }

  private usable(token: string) {
    return { id: hashToken(token), usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
  }

  private async insert(manager: EntityManager, invitation: Draft): Promise<NewInvitation> {
    const token = newToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + VALID_MS[invitation.kind]);
    await manager
      .getRepository(InvitationEntity)
      .insert({ ...invitation, id: hashToken(token), createdAt, expiresAt, usedAt: null });
    return { token, expiresAt };
  }
}

type Draft = Pick<InvitationEntity, 'kind' | 'roles' | 'createdBy'>;

/** A link's token, told once. */
export interface NewInvitation {
  readonly token: string;
  readonly expiresAt: Date;
}

function hasAccounts(manager: EntityManager): Promise<boolean> {
  return manager.getRepository(AccountEntity).exists();
}

/** Two different set-up links used at once have no row in common: the table's lock decides. */
async function refuseSecondSetup(manager: EntityManager): Promise<void> {
  await lockAccounts(manager);
  if (await hasAccounts(manager)) throw new InvitationGone();
}

/** Whoever was shut out, or may do less by now, lets nobody in by a link made before. */
async function refuseFromFormer(manager: EntityManager, { createdBy, roles }: InvitationEntity): Promise<void> {
  if (createdBy === null) return;
  const maker = await manager.findOneBy(AccountEntity, { id: createdBy, disabledAt: IsNull() });
  const rights = maker === null ? [] : await rightsOf(manager, maker.roles);
  const given = await rightsOf(manager, roles);
  const mayStill = rights.includes('account.invite') && given.every((permission) => rights.includes(permission));
  if (!mayStill) throw new InvitationGone();
}

async function insertAccount(manager: EntityManager, account: Omit<AccountEntity, 'id'>): Promise<AccountEntity> {
  const accounts = manager.getRepository(AccountEntity);
  try {
    return await accounts.save(accounts.create(account));
  } catch (error) {
    if (isUniqueViolation(error, 'account_username_key')) throw new UsernameTaken();
    throw error;
  }
}
