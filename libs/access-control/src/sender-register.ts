import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

/** A source as front ends need it. */
export interface SenderSource {
  readonly name: string;
  /** How its shipper speaks; null when the endpoint tells. */
  readonly dialect: string | null;
  /** IANA zone of times that come without one. */
  readonly zone: string;
  readonly tags: readonly string[];
  readonly isEnabled: boolean;
  readonly isStrict: boolean;
  readonly remembersBodies: boolean;
  /** Null, here and in the next two: what every source may do. */
  readonly maxEventsPerSecond: number | null;
  readonly maxRequests: number | null;
  readonly maxBytes: number | null;
  /** CIDR; empty for any. */
  readonly allowedNetworks: readonly string[];
  /** In the form of `canonicalName`. */
  readonly certificateSubjects: readonly string[];
}

/** A key as front ends need it: enough to know it again, not enough to send with it. */
export interface SenderKey {
  readonly id: string;
  readonly source: string;
  /** See `hashToken`. */
  readonly secretHash: string;
  /** Milliseconds since 1970, when it expires or was revoked; null when it does not end. */
  readonly endsAt: number | null;
}

/** What has changed since a version, or everything there is. */
export interface SenderChanges {
  readonly version: number;
  /** Whatever is not here is gone. */
  readonly isComplete: boolean;
  readonly sources: readonly SenderSource[];
  readonly keys: readonly SenderKey[];
}

interface Version {
  readonly version: number;
  readonly completeSince: number;
}

const VERSION = 'SELECT version, complete_since AS "completeSince" FROM sender_version';

const SOURCES = `
  SELECT name, dialect, zone, tags, is_enabled AS "isEnabled", is_strict AS "isStrict",
      remembers_bodies AS "remembersBodies", max_events_per_second AS "maxEventsPerSecond",
      max_requests AS "maxRequests", max_bytes AS "maxBytes", allowed_networks AS "allowedNetworks",
      ARRAY(SELECT subject FROM source_certificate WHERE source_name = source.name) AS "certificateSubjects"
    FROM source WHERE changed_version > $1`;

const KEYS = `
  SELECT id, source_name AS source, secret_hash AS "secretHash",
      (extract(epoch FROM least(expires_at, revoked_at)) * 1000)::float8 AS "endsAt"
    FROM api_key WHERE changed_version > $1`;

const NOT_ENDED = 'AND (least(expires_at, revoked_at) IS NULL OR least(expires_at, revoked_at) > $2)';

/** All who may send, for those who keep a copy. To ask whether anything is new costs one row. */
@Injectable()
export class SenderRegister {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param known the version the caller has; without one it gets everything but the keys that have ended.
   * @returns `undefined` when nothing is new.
   * @throws when the database is away; see `isDatabaseUnavailable`.
   */
  async changes(known?: number): Promise<SenderChanges | undefined> {
    if (known !== undefined && (await readVersion(this.dataSource.manager)).version === known) return undefined;
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const { version, completeSince } = await readVersion(manager);
      // A version that is ahead of ours is of a database that was since restored from a copy.
      const isComplete = known === undefined || known < completeSince || known > version;
      const since = isComplete ? -1 : known;
      const sources = await manager.query<SenderSource[]>(SOURCES, [since]);
      const keys = isComplete
        ? await manager.query<SenderKey[]>(`${KEYS} ${NOT_ENDED}`, [since, this.clock.now()])
        : await manager.query<SenderKey[]>(KEYS, [since]);
      return { version, isComplete, sources, keys };
    });
  }
}

async function readVersion(manager: EntityManager): Promise<Version> {
  const [row] = await manager.query<Version[]>(VERSION);
  if (row === undefined) throw new Error('The table sender_version is empty. Restore the row its migration made.');
  return row;
}
