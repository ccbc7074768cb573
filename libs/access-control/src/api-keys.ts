import { Injectable } from '@nestjs/common';
import { AuditTrail, COMMAND_LINE, type AuditActor } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { ApiKeyEntity, SourceEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { KeyEnded, KeyNotFound } from './errors';
import { hashToken, newToken } from './tokens';

const ID_LENGTH = 20;
const LISTED = 1_000;

export interface KeyOptions {
  readonly description?: string;
  readonly expiresAt?: Date | null;
  /** Who makes it; nobody else than the command line when left out. */
  readonly by?: AuditActor;
}

export interface RotateOptions extends Pick<KeyOptions, 'expiresAt' | 'by'> {
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
    private readonly trail: AuditTrail,
  ) {}

  /** Makes a key, and the source when it is new. */
  create(source: string, options: KeyOptions = {}): Promise<NewKey> {
    return this.dataSource.transaction(async (manager) => {
      const sources = manager.getRepository(SourceEntity).createQueryBuilder().insert();
      await sources
        .values({ name: source, description: '', dialect: null, createdAt: this.clock.now() })
        .orIgnore()
        .execute();
      const key = await this.insert(manager, source, options);
      await this.record(manager, options.by, 'key.create', { id: key.id, source, ...toldOf(options) });
      return key;
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
      const key = await this.insert(manager, former.sourceName, { description: former.description, ...options });
      await this.record(manager, options.by, 'key.rotate', { id, inPlace: key.id, endsAt: former.expiresAt });
      return key;
    });
  }

  /** Keys of one source, or all; newest first, revoked ones too. */
  list(source?: string): Promise<ApiKeyEntity[]> {
    const where = source === undefined ? {} : { sourceName: source };
    return this.dataSource
      .getRepository(ApiKeyEntity)
      .find({ where, order: { createdAt: 'DESC', id: 'ASC' }, take: LISTED });
  }

  /**
   * Ends a key; front ends notice within five seconds, or at once when they are told. Revoking it again changes nothing.
   * @throws {KeyNotFound}
   */
  revoke(id: string, by?: AuditActor): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const keys = manager.getRepository(ApiKeyEntity);
      if (!(await keys.existsBy({ id }))) throw new KeyNotFound();
      const { affected } = await keys.update({ id, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
      if (affected !== 0) await this.record(manager, by, 'key.revoke', { id });
    });
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
      createdBy: options.by?.accountId ?? null,
    });
    return { id, secret };
  }

  private record(manager: EntityManager, by: AuditActor | undefined, action: string, { id, ...after }: Recorded) {
    return this.trail.record(manager, { by: by ?? COMMAND_LINE, action, object: { kind: 'key', id }, after });
  }
}

/** Id of the key, and what there is to say of it. */
interface Recorded extends Record<string, unknown> {
  readonly id: string;
}

function toldOf({ description = '', expiresAt = null }: KeyOptions) {
  return { description, expiresAt };
}
