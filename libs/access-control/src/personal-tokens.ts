import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DomainError, type CreatePersonalToken, type Permission } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, PersonalTokenEntity } from '@tocsin/database';
import { DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';

import { rightsOf } from './roles/rights';
import type { Actor } from './sessions';
import { hashToken, newToken } from './tokens';

/** Scanners for leaked secrets know it by this. */
const PREFIX = 'tocsin_pat_';
const CHECK_LENGTH = 6;
const DAY_MS = 86_400_000;
const USED_EVERY_MS = 60_000;
const MOST = 50;

export class TokenBeyondRights extends DomainError {
  readonly code = 'token.beyond_rights';
  readonly kind = 'forbidden';

  constructor(permission: string) {
    super(`You do not have the permission ${permission} yourself, so your token cannot have it.`);
  }
}

export class TooManyTokens extends DomainError {
  readonly code = 'token.too_many';
  readonly kind = 'conflict';

  constructor() {
    super(`You have ${MOST} tokens. Revoke one that is not needed any more.`);
  }
}

export class TokenNotFound extends DomainError {
  readonly code = 'token.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such token of yours. It may have ended or been revoked.');
  }
}

/** Tokens of people for scripts: what they may do is named, as far as their owner may do it at the time. */
@Injectable()
export class PersonalTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws {TokenBeyondRights | TooManyTokens} */
  async create(actor: Actor, { name, permissions, days }: CreatePersonalToken) {
    const beyond = permissions.find((permission) => !actor.permissions.includes(permission));
    if (beyond !== undefined) throw new TokenBeyondRights(beyond);
    const token = withCheck(`${PREFIX}${newToken()}`);
    const now = this.clock.now();
    const row = {
      id: randomUUID(),
      accountId: actor.accountId,
      name,
      hash: hashToken(token),
      permissions: [...new Set(permissions)].toSorted(),
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * DAY_MS),
      lastUsedAt: null,
      lastAddress: null,
    };
    await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(PersonalTokenEntity);
      await rows.delete({ accountId: actor.accountId, expiresAt: LessThanOrEqual(now) });
      if ((await rows.countBy({ accountId: actor.accountId })) >= MOST) throw new TooManyTokens();
      await rows.insert(row);
      const object = { kind: 'token', id: row.id };
      const after = { name, permissions: row.permissions, expiresAt: row.expiresAt };
      await this.trail.record(manager, { by: actor, action: 'token.create', object, after });
    });
    return { ...row, token };
  }

  /** Those that are good, newest first. */
  list({ accountId }: Actor): Promise<PersonalTokenEntity[]> {
    return this.dataSource.getRepository(PersonalTokenEntity).find({
      where: { accountId, expiresAt: MoreThan(this.clock.now()) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** @throws {TokenNotFound} of those of others too. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(PersonalTokenEntity);
      const own = { id, accountId: actor.accountId };
      const found = await rows.findOne({ where: own, lock: { mode: 'pessimistic_write' } });
      if (found === null) throw new TokenNotFound();
      await rows.delete(own);
      const object = { kind: 'token', id };
      await this.trail.record(manager, { by: actor, action: 'token.revoke', object, before: { name: found.name } });
    });
  }

  /** Who acts by the token; `undefined` when it is unknown, has ended, or its account is disabled. */
  async find(token: string, address: string): Promise<Actor | undefined> {
    if (!isWhole(token)) return undefined;
    const now = this.clock.now();
    const rows = this.dataSource.getRepository(PersonalTokenEntity);
    const found = await rows.findOneBy({ hash: hashToken(token), expiresAt: MoreThan(now) });
    if (found === null) return undefined;
    const where = { id: found.accountId, disabledAt: IsNull() };
    const account = await this.dataSource.getRepository(AccountEntity).findOneBy(where);
    if (account === null) return undefined;
    if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) >= USED_EVERY_MS)
      await rows.update({ id: found.id }, { lastUsedAt: now, lastAddress: address });
    return actorOf(found, account, await rightsOf(this.dataSource.manager, account.roles));
  }
}

/** The audit log tells by the name that it was a token, and which. */
function actorOf(token: PersonalTokenEntity, account: AccountEntity, rights: readonly Permission[]): Actor {
  const { id: accountId, username, displayName, rightsVersion } = account;
  const permissions = rights.filter((permission) => token.permissions.includes(permission));
  const told = `${username} (token ${token.name})`;
  return {
    accountId,
    username: told,
    displayName,
    permissions,
    rightsVersion,
    sessionId: '',
    tokenId: token.id,
    expiresAt: token.expiresAt,
  };
}

/** A token that was copied in part is known without asking the database. */
function withCheck(text: string): string {
  return text + hashToken(text).slice(0, CHECK_LENGTH);
}

function isWhole(token: string): boolean {
  return token.startsWith(PREFIX) && withCheck(token.slice(0, -CHECK_LENGTH)) === token;
}
