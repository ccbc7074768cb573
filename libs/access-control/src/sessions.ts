import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { AccountEntity, AccountSeenEntity, SessionEntity } from '@tocsin/database';
import { DataSource, type EntityManager, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';

import { rightsOf } from './roles/rights';
import { hashToken, newToken } from './tokens';

const HOUR_MS = 3_600_000;
/** Signed out after half a day without a request … */
const IDLE_MS = 12 * HOUR_MS;
/** … and after a week in any case. Milliseconds. */
export const LONGEST_SESSION_MS = 7 * 24 * HOUR_MS;
/** A session that was seen within the last minute is not written again. */
const SEEN_EVERY_MS = 60_000;
/** After so long without a request somebody was away, though nobody signed out. */
const AWAY_AFTER_MS = 4 * HOUR_MS;
const MAX_USER_AGENT = 400;

/** From where somebody signed in; shown to them later. */
export interface SessionOrigin {
  readonly userAgent: string;
  readonly address: string;
  /** Of a sign-in by a provider: what it is ended with there, and after how long the provider is asked again. Milliseconds. */
  readonly provider?: { readonly idToken: string; readonly longestMs: number };
}

/** Who acts, by which session. */
export interface Actor {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly permissions: readonly string[];
  /** Of the account's rights, as they are known here. */
  readonly rightsVersion: number;
  /** Empty when a script acts by a token. */
  readonly sessionId: string;
  readonly tokenId?: string;
  readonly expiresAt: Date;
}

/** Signed-in browsers. The cookie holds a random token, the database its hash; deleting the row signs out at once. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns the token for the cookie, told once. */
  async create(
    account: AccountEntity,
    origin: SessionOrigin,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ token: string; actor: Actor }> {
    const token = newToken();
    const now = this.clock.now();
    const rows = manager.getRepository(SessionEntity);
    const endsAt = origin.provider === undefined ? null : new Date(now.getTime() + origin.provider.longestMs);
    const session = rows.create({
      id: hashToken(token),
      accountId: account.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(Math.min(now.getTime() + IDLE_MS, endsAt?.getTime() ?? Infinity)),
      previousSeenAt:
        (await manager.getRepository(AccountSeenEntity).findOneBy({ accountId: account.id }))?.seenAt ?? null,
      userAgent: origin.userAgent.slice(0, MAX_USER_AGENT),
      address: origin.address,
      idToken: origin.provider?.idToken ?? null,
      endsAt,
    });
    await rows.insert(session);
    await noteSeen(manager, account.id, now);
    return { token, actor: await actorOf(manager, session, account) };
  }

  /** Who the token belongs to; `undefined` when it is unknown, expired, revoked or its account disabled. Keeps the session alive. */
  async find(token: string): Promise<Actor | undefined> {
    const now = this.clock.now();
    const session = await this.rows.findOneBy({ id: hashToken(token), expiresAt: MoreThan(now) });
    if (session === null) return undefined;
    const account = await this.accounts.findOneBy({ id: session.accountId, disabledAt: IsNull() });
    if (account === null) return undefined;
    if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY_MS) await this.keepAlive(session, now);
    return actorOf(this.dataSource.manager, session, account);
  }

  /** Which of these sessions are still good, and the version of what their account may do. */
  async alive(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map();
    const rows: { id: string; rights_version: number }[] = await this.dataSource.query(
      `SELECT session.id, account.rights_version FROM session JOIN account ON account.id = session.account_id
        WHERE session.id = ANY($1) AND session.expires_at > $2 AND account.disabled_at IS NULL`,
      [ids, this.clock.now()],
    );
    return new Map(rows.map((row) => [row.id, row.rights_version]));
  }

  /** Signs out; a session that is gone already is fine. @returns what it is ended with at the provider, if it came from one. */
  async revoke(id: string): Promise<string | null> {
    const [rows] = await this.dataSource.query<[{ id_token: string | null }[], number]>(
      'DELETE FROM session WHERE id = $1 RETURNING id_token',
      [id],
    );
    return rows[0]?.id_token ?? null;
  }

  /** Forgets expired sessions. */
  async purge(): Promise<void> {
    await this.rows.delete({ expiresAt: LessThanOrEqual(this.clock.now()) });
  }

  private async keepAlive(session: SessionEntity, now: Date): Promise<void> {
    const latest = session.endsAt?.getTime() ?? session.createdAt.getTime() + LONGEST_SESSION_MS;
    if (now.getTime() - session.lastSeenAt.getTime() >= AWAY_AFTER_MS) session.previousSeenAt = session.lastSeenAt;
    session.lastSeenAt = now;
    session.expiresAt = new Date(Math.min(now.getTime() + IDLE_MS, latest));
    const { lastSeenAt, expiresAt, previousSeenAt } = session;
    await this.rows.update({ id: session.id }, { lastSeenAt, expiresAt, previousSeenAt });
    await noteSeen(this.dataSource.manager, session.accountId, now);
  }

  private get rows() {
    return this.dataSource.getRepository(SessionEntity);
  }

  private get accounts() {
    return this.dataSource.getRepository(AccountEntity);
  }
}

async function noteSeen(manager: EntityManager, accountId: string, seenAt: Date): Promise<void> {
  await manager.getRepository(AccountSeenEntity).upsert({ accountId, seenAt }, ['accountId']);
}

async function actorOf(manager: EntityManager, session: SessionEntity, account: AccountEntity): Promise<Actor> {
  const { id: accountId, username, displayName, rightsVersion } = account;
  const permissions = await rightsOf(manager, account.roles);
  const { id: sessionId, expiresAt } = session;
  return { accountId, username, displayName, permissions, rightsVersion, sessionId, expiresAt };
}
