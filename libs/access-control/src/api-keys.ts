import { timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { ApiKeyEntity, isDatabaseUnavailable, SourceEntity } from '@tocsin/database';
import { LRUCache } from 'lru-cache';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { KeyEnded, KeyNotFound } from './errors';
import { hashToken, newToken } from './tokens';

/** Keys remembered at once, and for how long before the database is asked again: a revoked key works at most that long. */
const REMEMBERED = 10_000;
const REMEMBERED_MS = 5_000;
const ID_LENGTH = 20;

/** Who a key speaks for. */
export interface KeyIdentity {
  readonly source: string;
  readonly keyId: string;
  /** IANA zone of times that come without one. */
  readonly zone: string;
  /** How the source's shipper speaks; null when the endpoint tells. */
  readonly dialect: string | null;
}

export interface KeyOptions {
  readonly description?: string;
  readonly expiresAt?: Date | null;
  /** Account that made it; null for the command line. */
  readonly createdBy?: string | null;
}

export interface RotateOptions extends Pick<KeyOptions, 'expiresAt' | 'createdBy'> {
  /** How long the former key goes on working. */
  readonly overlapMs: number;
}

/** A key as it is told, once. */
export interface NewKey {
  readonly id: string;
  readonly secret: string;
}

interface KnownKey {
  readonly identity: KeyIdentity;
  readonly secretHash: string;
  readonly endsAt: number;
}

/** Keys of shippers: each can send as one source, and nothing else. */
@Injectable()
export class ApiKeys {
  /** While the database is away, keys known from before go on working: accepting events needs the queue only. */
  private readonly known = new LRUCache<string, KnownKey>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
    fetchMethod: (id, former) => this.refresh(id, former),
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Makes a key, and the source when it is new. */
  create(source: string, options: KeyOptions = {}): Promise<NewKey> {
    return this.dataSource.transaction(async (manager) => {
      const sources = manager.getRepository(SourceEntity).createQueryBuilder().insert();
      await sources
        .values({ name: source, description: '', dialect: null, createdAt: this.clock.now() })
        .orIgnore()
        .execute();
      return this.insert(manager, source, options);
    });
  }

  /**
   * Makes a key in place of another one, which goes on working for the overlap, or until its own end if that comes first.
   * @throws {KeyNotFound}
   * @throws {KeyEnded} when the key does not work any more.
   */
  rotate(id: string, { overlapMs, ...options }: RotateOptions): Promise<NewKey> {
    const now = this.clock.now();
    return this.dataSource.transaction(async (manager) => {
      const keys = manager.getRepository(ApiKeyEntity);
      const ending = keys.createQueryBuilder().update();
      const { affected } = await ending
        .set({ expiresAt: () => 'least(expires_at, :end)' })
        .where('id = :id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)')
        .setParameters({ id, now, end: new Date(now.getTime() + overlapMs) })
        .execute();
      const former = await keys.findOneBy({ id });
      if (former === null) throw new KeyNotFound();
      if (affected === 0) throw new KeyEnded();
      return this.insert(manager, former.sourceName, { description: former.description, ...options });
    });
  }

  /** Keys of one source, or all; newest first, revoked ones too. */
  list(source?: string): Promise<ApiKeyEntity[]> {
    const where = source === undefined ? {} : { sourceName: source };
    return this.dataSource.getRepository(ApiKeyEntity).find({ where, order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /**
   * Ends a key, here at once and in other processes within five seconds. Revoking it again changes nothing.
   * @throws {KeyNotFound}
   */
  async revoke(id: string): Promise<void> {
    const keys = this.dataSource.getRepository(ApiKeyEntity);
    if (!(await keys.existsBy({ id }))) throw new KeyNotFound();
    await keys.update({ id, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
    this.known.delete(id);
  }

  /**
   * Whose key it is; `undefined` when it is unknown, wrong, expired or revoked.
   * @param pair `id:secret`, as it stands base64-encoded after `ApiKey `.
   * @throws when the database is away and the key was not seen before; see `isDatabaseUnavailable`.
   */
  async verify(pair: string): Promise<KeyIdentity | undefined> {
    const colon = pair.indexOf(':');
    const id = pair.slice(0, Math.max(colon, 0));
    if (!isKeyId(id)) return undefined;
    const key = await this.known.fetch(id);
    if (key === undefined || this.clock.now().getTime() >= key.endsAt) return undefined;
    return isSame(key.secretHash, hashToken(pair.slice(colon + 1))) ? key.identity : undefined;
  }

  private async insert(manager: EntityManager, source: string, options: KeyOptions): Promise<NewKey> {
    // Starts with a letter: as an argument of a command, one that starts with a dash would be taken for an option.
    const id = `k${newToken().slice(1, ID_LENGTH)}`;
    const secret = newToken();
    await manager.getRepository(ApiKeyEntity).insert({
      id,
      sourceName: source,
      secretHash: hashToken(secret),
      description: options.description ?? '',
      createdAt: this.clock.now(),
      expiresAt: options.expiresAt ?? null,
      createdBy: options.createdBy ?? null,
    });
    return { id, secret };
  }

  private async refresh(id: string, former: KnownKey | undefined): Promise<KnownKey | undefined> {
    try {
      return await this.load(id);
    } catch (error) {
      if (former !== undefined && isDatabaseUnavailable(error)) return former;
      throw error;
    }
  }

  private async load(id: string): Promise<KnownKey | undefined> {
    const key = await this.dataSource.getRepository(ApiKeyEntity).findOneBy({ id });
    if (key === null) return undefined;
    const source = await this.dataSource.getRepository(SourceEntity).findOneByOrFail({ name: key.sourceName });
    const endsAt = Math.min(...[key.expiresAt, key.revokedAt].map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY));
    const identity = { source: source.name, keyId: key.id, zone: source.zone, dialect: source.dialect };
    return { identity, secretHash: key.secretHash, endsAt };
  }
}

/** Anything else never reaches the database. */
function isKeyId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
