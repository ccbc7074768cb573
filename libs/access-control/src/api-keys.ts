import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { ApiKeyEntity, SourceEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { KeyEnded, KeyNotFound } from './errors';
import { hashToken, newToken } from './tokens';

const ID_LENGTH = 20;

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

/** Keys of shippers: each can send as one source, and nothing else. */
@Injectable()
export class ApiKeys {
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
   * Ends a key; front ends notice within five seconds, or at once when they are told. Revoking it again changes nothing.
   * @throws {KeyNotFound}
   */
  async revoke(id: string): Promise<void> {
    const keys = this.dataSource.getRepository(ApiKeyEntity);
    if (!(await keys.existsBy({ id }))) throw new KeyNotFound();
    await keys.update({ id, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
  }

  /** Notes when keys were last used; an older time than the one stored changes nothing. */
  async noteUses(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.dataSource.query(
      `UPDATE api_key SET last_used_at = used.at
        FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
        WHERE api_key.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)`,
      [[...uses.keys()], [...uses.values()]],
    );
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
}
